import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

/** A heartbeat of one process: until then it has heard all messages. Each server of a cluster has a process of its own. */
export interface Beat {
  readonly processId: string;
  /** Rows of a process are numbered, so that the next is written before the last is removed. */
  readonly turn: number;
  readonly at: number;
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
/** The rows keep the name that they have had since they were first written. */
const BEAT = misc('alive');
const ofTurn = ({ processId, turn }: Omit<Beat, 'at'>) => misc(`alive:${processId}:${turn}`);

export async function writeBeat(beat: Beat, persistence: IPersistence): Promise<void> {
  await persistence.createWithAssociations(beat, [BEAT, ofTurn(beat)]);
  await persistence.removeByAssociation(ofTurn({ ...beat, turn: beat.turn - 1 }));
}

export async function readBeats(read: IRead): Promise<Beat[]> {
  return (await read.getPersistenceReader().readByAssociation(BEAT)) as Beat[];
}

/** Called when the time since these beats has been read. A process that lives after all beats again within a minute. */
export async function forgetBeats(beats: readonly Beat[], persistence: IPersistence): Promise<void> {
  for (const each of beats) await persistence.removeByAssociation(ofTurn(each));
}

/** Called when an admin has switched the app off: messages from now on are not for it, also when it is on again. */
export async function forgetAllBeats(persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(BEAT);
}
