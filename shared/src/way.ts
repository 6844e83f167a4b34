import type { Way } from './contract/handshake.ts';
import { LIMITS } from './contract/limits.ts';
import { shortened } from './cut.ts';

/** The way to the other side, as the requests of one side find it. */
export interface WayOut {
  /** A request was answered by the other side itself. */
  came(): void;
  /** A request did not arrive, or something else has answered it. `why` is a clause for the people of the other side. */
  failed(why: string): void;
  state(): Way;
}

/** @param clock milliseconds since 1970 */
export function openWayOut(clock: () => number): WayOut {
  let lastAt: number | undefined;
  let fault: Way['fault'];
  return {
    came() {
      lastAt = clock();
      fault = undefined;
    },
    failed(why) {
      fault = { since: fault?.since ?? clock(), why: shortened(why, LIMITS.faultChars) };
    },
    state: () => ({ ...(lastAt !== undefined && { lastAt }), ...(fault && { fault }) }),
  };
}
