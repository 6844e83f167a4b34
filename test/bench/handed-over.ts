import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { now } from './clock.ts';
import { until } from './until.ts';

/** A workspace whose app hands its messages over to somebody who answers 202. */
export interface HandsOver {
  readonly name: string;
  readonly workspace: Workspace;
  /** A room that nobody has used before, of which the app hands over what is said. */
  openRoom(): Promise<string>;
}

/** Says it, without waiting for more than the server. Returns what waits for the 202. */
export async function say({ workspace }: HandsOver, roomId: string, words: string): Promise<() => Promise<HandOver>> {
  let stored = Number.NaN;
  const stop = workspace.stream.subscribe((event) => {
    if (event.type === 'message' && event.message.msg === words) stored = now();
  });
  const first = workspace.outgoing.length;
  const { _id } = await workspace.client('bob').say(roomId, words);
  stop();
  return async () => ({ stored, acknowledged: await acknowledged(workspace, _id, first) });
}

/** Both as of `now`. */
export interface HandOver {
  /** The server has the message, and goes on to tell its apps. */
  readonly stored: number;
  /** The answer 202 has reached the server, on its way to the app. */
  readonly acknowledged: number;
}

export const took = ({ stored, acknowledged: at }: HandOver): number => at - stored;

/** @param first from which request on to look */
function acknowledged({ outgoing }: Workspace, messageId: string, first: number): Promise<number> {
  // A request keeps the time at which it ended, so looking more often would only take time from the measured.
  return until(
    () => {
      for (let at = first; at < outgoing.length; at++) {
        const request = outgoing[at];
        if (request?.endedAt && request.status === 202 && request.body.includes(messageId)) return request.endedAt;
      }
      throw new Error(`message ${messageId} was not handed over`);
    },
    { everyMs: 2 },
  );
}
