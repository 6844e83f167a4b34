import type { Connection } from '../settings/connection.ts';

/** Has the gateway of this connection heard the hello of this process? */
export interface Greeting {
  heard(by: Connection): void;
  wasHeard(by: Connection): boolean;
  /** The hello was not delivered, or long ago. */
  isDue(by: Connection): boolean;
  /** Sends the hello, unless it is being sent or was just sent. Never throws: if it fails the sweep sends it again. */
  again(say: () => Promise<unknown>): void;
  /** @returns the same, and counts as a hello that is under way until it ends */
  saying<T>(hello: Promise<T>): Promise<T>;
  /** Ends when the hellos have ended that are under way. Never rejects. */
  over(): Promise<unknown>;
}

/** A gateway that has lost its files cannot start a conversation for this long at most. */
const AGAIN_MS = 10 * 60_000;
/** If the server does not tell the app its path, the gateway asks for a hello with each event, without success. */
const SOON_MS = 1_000;

export function openGreeting(stopwatch: () => number): Greeting {
  let last: { readonly by: string; readonly at: number } | undefined;
  let isSaying = false;
  const underWay = new Set<Promise<unknown>>();
  let saidAt = Number.NEGATIVE_INFINITY;
  // Equal keys, and an equal address, are the same gateway.
  const nameOf = ({ gatewayUrl, eventKeys }: Connection) => `${eventKeys.current.kid} ${gatewayUrl}`;
  const wasHeard = (by: Connection) => last?.by === nameOf(by);
  return {
    wasHeard,
    heard(by) {
      last = { by: nameOf(by), at: stopwatch() };
    },
    again(say) {
      if (isSaying || stopwatch() - saidAt < SOON_MS) return;
      isSaying = true;
      saidAt = stopwatch();
      const done = () => {
        isSaying = false;
      };
      say().then(done, done);
    },
    saying(hello) {
      underWay.add(hello);
      const done = () => void underWay.delete(hello);
      hello.then(done, done);
      return hello;
    },
    over: () => Promise.allSettled(underWay),
    isDue: (by) => !wasHeard(by) || stopwatch() - (last?.at ?? 0) > AGAIN_MS,
  };
}
