import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

/** A question by command, click or form, of which the server keeps nothing. */
interface Asked {
  readonly eventId: string;
  readonly roomId: string;
  readonly at: number;
}

const asked = (eventId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `asked:${eventId}`);

/** Called before it leaves, so that its answer is recognised as one. Kept for a week. */
export async function noteAsked(row: Asked, persistence: IPersistence): Promise<void> {
  await persistence.createWithAssociations(row, [asked(row.eventId), onDay(row.at)]);
}

/** When this was asked in this room. */
export async function readAsked(eventId: string, roomId: string, read: IRead): Promise<number | undefined> {
  const rows = (await read.getPersistenceReader().readByAssociation(asked(eventId))) as Asked[];
  return rows.find((row) => row.roomId === roomId)?.at;
}
