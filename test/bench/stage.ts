import { setTimeout as pause } from 'node:timers/promises';
import type { Script } from '../../testbed/gateway/model.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import type { Scale } from './scale.ts';
import type { Place, Side, SideBySide } from './sides.ts';

/** All that a measure needs. */
export interface Stage extends SideBySide {
  readonly scale: Scale;
  /** Of the process in which our app runs. */
  readonly sandboxPid: number;
  /** Words that nobody has written before, which the agent repeats. */
  newWords(): string;
}

/** The model's answer to words of `newWords`. It ends with what no question ends with. */
export const answerTo = (words: string): string => `${words} is answered`;

/** The model answers at once, and in one go, all that it was asked. */
export const answers: Script = ({ texts }) =>
  (texts.join(' ').match(/question-\d+-end/g) ?? []).map(answerTo).join(', ');

/** After an answer the gateway still writes things down; the next message comes when that is over. */
const REST_MS = 300;

export const rest = (): Promise<void> => pause(REST_MS);

let rooms = 0;

/** A room of Bob and Carol, without the bot. */
export async function openOwnRoom(workspace: Workspace): Promise<string> {
  const room = { isPrivate: true, members: ['carol'] };
  return (await workspace.client('bob').createRoom(`own-${rooms++}`, room))._id;
}

/** One room and one direct room of Bob's for each side. */
export async function placesOf(side: Side): Promise<Readonly<Record<'channel' | 'direct', Place>>> {
  return { channel: await side.openRoom(), direct: await side.directWith('bob') };
}
