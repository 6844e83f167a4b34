import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

/**
 * A form that is open on somebody's screen. The app keeps its room, because a client could name any room when it sends
 * it.
 */
export interface OpenForm {
  readonly viewId: string;
  readonly userId: string;
  readonly roomId: string;
}

/** Belongs to one person: the same id on another screen is another form. */
function form({ viewId, userId }: Omit<OpenForm, 'roomId'>): RocketChatAssociationRecord[] {
  return [
    new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `form:${viewId}`),
    new RocketChatAssociationRecord(RocketChatAssociationModel.USER, userId),
  ];
}

/** Forms that nobody sends go with the week. */
export async function noteForm(open: OpenForm, persistence: IPersistence, now: number): Promise<void> {
  await persistence.createWithAssociations(open, [...form(open), onDay(now)]);
}

export async function readForm(asked: Omit<OpenForm, 'roomId'>, read: IRead): Promise<OpenForm | undefined> {
  const rows = (await read.getPersistenceReader().readByAssociations(form(asked))) as OpenForm[];
  return rows[0];
}

export async function closeForm(sent: OpenForm, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociations(form(sent));
}
