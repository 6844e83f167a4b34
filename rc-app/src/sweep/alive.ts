import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

/** The watermark of one process: it has heard all messages until then. Each server of a cluster has its own. */
export interface Alive {
  readonly processId: string;
  /** Rows of a process are numbered, so that the next is written before the last is removed. */
  readonly turn: number;
  readonly at: number;
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const ALIVE = misc('alive');
const ofTurn = ({ processId, turn }: Omit<Alive, 'at'>) => misc(`alive:${processId}:${turn}`);

export async function noteAlive(alive: Alive, persistence: IPersistence): Promise<void> {
  await persistence.createWithAssociations(alive, [ALIVE, ofTurn(alive)]);
  await persistence.removeByAssociation(ofTurn({ ...alive, turn: alive.turn - 1 }));
}

export async function readAlive(read: IRead): Promise<Alive[]> {
  return (await read.getPersistenceReader().readByAssociation(ALIVE)) as Alive[];
}

/** Their past has been read. One that lives after all writes itself down again within a minute. */
export async function forgetAlive(which: readonly Alive[], persistence: IPersistence): Promise<void> {
  for (const each of which) await persistence.removeByAssociation(ofTurn(each));
}

/** An admin has switched the app off: later messages are not for it, also when it is on again. */
export async function forgetAll(persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ALIVE);
}
