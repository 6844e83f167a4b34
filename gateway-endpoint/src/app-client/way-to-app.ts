import { type CommandType, openWayOut, type Way, type WayOut } from '@rocketchat-openclaw/shared';
import type { Logbook } from '../logbook/logbook.ts';
import { AppCallError, type AppClient } from './client.ts';

/** Whether our commands reach the app. Only we see that, so each hello tells the app. */
export interface WayToApp extends WayOut {
  /** Does the app not know yet that its commands fail, or that they arrive again? */
  isNews(): boolean;
  /** The state, for a hello that the app gets now. */
  told(): Way;
}

/**
 * @param clock milliseconds since 1970
 * @param logbook keeps the state over a restart
 */
export function openWayToApp(clock: () => number, logbook: Pick<Logbook, 'came' | 'failed'>): WayToApp {
  const way = openWayOut(clock);
  let known: string | undefined;
  const faultNow = () => way.state().fault?.why;
  return {
    ...way,
    came() {
      way.came();
      logbook.came('out');
    },
    failed(why) {
      way.failed(why);
      logbook.failed('out', why);
    },
    isNews: () => faultNow() !== known,
    told() {
      known = faultNow();
      return way.state();
    },
  };
}

/** These say nothing of the way: the command is at fault, or there are too many. */
const NO_SIGN: readonly AppCallError['code'][] = ['too-large', 'too-many'];

/** The client, whose calls are watched. */
export function watched(client: AppClient, way: WayOut): AppClient {
  return {
    async call(command, options) {
      try {
        const result = await client.call(command, options);
        way.came();
        return result;
      } catch (error) {
        if (error instanceof AppCallError && !options?.signal?.aborted) note(error, command.command, way);
        throw error;
      }
    },
  };
}

function note(error: AppCallError, command: CommandType, way: WayOut): void {
  if (error.isAnswered) way.came();
  // Every server takes a hello, and each proxy before it.
  else if (!NO_SIGN.includes(error.code) || (command === 'hello' && error.code === 'too-large'))
    way.failed(error.message);
}
