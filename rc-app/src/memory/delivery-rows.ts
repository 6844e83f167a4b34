import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

/** An event on its way to the gateway, or a command from there. Never what a person has written. */
export interface Noted {
  readonly way: 'out' | 'in';
  /** The event's id or the command's key: the gateway logs the same. */
  readonly id: string;
  /** When the outcome was known, in milliseconds since 1970. */
  readonly at: number;
  /** The type of the event, or the name of the command. */
  readonly kind: string;
  readonly roomId?: string | undefined;
  /** `failed`: an attempt to deliver an event has failed. It may be delivered later, and is then noted anew. */
  readonly outcome: 'accepted' | 'duplicate' | 'refused' | 'failed' | 'done';
  /** A clause for admins, or a code. */
  readonly why?: string | undefined;
  /** How long the other side took for the event, or this side for the command. */
  readonly ms: number;
}

/** The log of one process, as it last wrote it. Each server of a cluster has a process of its own. */
export interface LogRow {
  readonly processId: string;
  /** Rows of a process are numbered, so that the next is written before the last is removed. */
  readonly turn: number;
  readonly savedAt: number;
  readonly noted: readonly Noted[];
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const LOG = misc('deliveries');
const ofTurn = ({ processId, turn }: Pick<LogRow, 'processId' | 'turn'>) => misc(`deliveries:${processId}:${turn}`);

export async function readLogRows(read: IRead): Promise<LogRow[]> {
  return (await read.getPersistenceReader().readByAssociation(LOG)) as LogRow[];
}

export async function writeLogRow(row: LogRow, persistence: IPersistence): Promise<void> {
  await persistence.createWithAssociations(row, [LOG, ofTurn(row)]);
}

export async function removeLogRow(row: LogRow, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ofTurn(row));
}
