import { scheduler } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import type { Present } from '../config/present.ts';
import { STUCK } from '../host/error-words.ts';
import { Admitted, laneOf } from './admitted.ts';
import { type Claim, untilTaken } from './adoption.ts';
import { openKeptWaiting } from './kept-waiting.ts';
import type { Lanes } from './lanes.ts';
import { openGivingUp } from './own-fault.ts';
import type { IngressQueue } from './queue.ts';
import { singleFlight } from './single-flight.ts';
import { parted, type Stored, standing } from './stored.ts';
import { asItStands } from './under-hand.ts';

/** How the events of an account are handled. */
export interface Handling {
  /** Read when an event is taken up, so that a change of policy takes effect without a restart of the account. */
  readonly presentNow: () => Present;
  /** Handles one event. Thrown errors keep the event for another attempt. */
  readonly deliver: (item: Admitted, claim: Claim, present: Present) => Promise<void>;
  /** Must this reach the running turn of its conversation, instead of waiting for its end? */
  readonly interrupts: (item: Admitted, present: Present) => boolean;
  /** The lane in which OpenClaw answers this: its own, or that of a thread that its answer opens. */
  readonly turnLaneOf: (item: Admitted, present: Present) => string;
  readonly clock: () => number;
  readonly log: { error(message: string): void };
}

interface Needs extends Handling {
  readonly stored: IngressQueue<Stored>;
  readonly lanes: Lanes;
  readonly takeIn: NonNullable<Claim['takeIn']>;
  /** Names an event in this process. */
  readonly keyOf: (eventId: string) => string;
  /** When this start of the account opened the queue. */
  readonly openedAt: number;
}

/** The row of a claim. */
interface Row {
  readonly receivedAt: number;
  readonly lastError?: string | undefined;
}

/** Handles an event that OpenClaw's drain has claimed; its lane is busy until OpenClaw has it. */
export function openHandleClaim({ stored, lanes, takeIn, keyOf, openedAt, ...needs }: Needs) {
  const { presentNow, deliver, interrupts, turnLaneOf, clock, log } = needs;
  const kept = openKeptWaiting(clock);
  const givingUp = openGivingUp();
  return async (item: Admitted, claim: ChannelIngressMonitorLifecycle, row: Row) => {
    const { receivedAt, lastError = '' } = row;
    const key = keyOf(item.event.id);
    const lanesOf = [laneOf(item), turnLaneOf(item, presentNow())];
    const isInTime = !kept.isLate(item, receivedAt);
    // The queue answers within the same pass of the event loop, and OpenClaw's drain goes on at once: thousands of events
    // that need no turn would keep the door, the log and every other account waiting until the last of them is handled.
    await scheduler.yield();
    return untilTaken(
      claim,
      async (watched, takeBack) => {
        const handleAs: Parameters<typeof asItStands<Admitted>>[3] = (each, decide) => {
          const present = presentNow();
          const handling = {
            ...watched,
            isLate: kept.isLate(each, receivedAt),
            keptWaiting: () => kept.note(lanesOf),
            interrupts: interrupts(each, present),
            isFromBefore: receivedAt < openedAt,
            wasStuck: lastError.includes(STUCK),
            takeIn,
            ...joining(each, stored, clock),
            ...decide,
            comesBack() {
              watched.comesBack?.();
              decide.comesBack();
            },
          };
          return deliver(each, handling, present);
        };
        const now = () => standing(item, stored);
        // Those behind it could not be handled earlier. An event that fails, or has come too late, may have been there
        // at the end of an outage.
        const note = () => void (isInTime && kept.note(lanesOf));
        // Not only until its handling has failed: the next one must not go before the failure is on disk.
        lanes
          .during(lanesOf, () => Promise.race([watched.taken.then(note), watched.over]))
          .catch((error: unknown) =>
            log.error(`event ${item.event.id}: its lane was freed with an error: ${String(error)}`),
          );
        const handled = singleFlight(key, watched.stepAside, () => {
          watched.abortSignal.throwIfAborted();
          return givingUp(item.event.id, () => asItStands(key, takeBack, now, handleAs));
        });
        return handled.then(note);
      },
      (error) => log.error(`event ${item.event.id}: its turn failed: ${String(error)}`),
    );
  };
}

/** How an event takes in those behind it. */
function joining({ event: { id }, joined = [] }: Admitted, stored: IngressQueue<Stored>, clock: () => number) {
  return {
    joined,
    behind(most: number) {
      const items = stored.behind(id, most).map(({ item }) => Admitted.safeParse(item));
      const unreadable = items.findIndex(({ success }) => !success);
      return items.slice(0, unreadable < 0 ? undefined : unreadable).flatMap(({ data }) => data ?? []);
    },
    join(others: readonly Admitted[]) {
      const events = others.map(({ event }) => event);
      const ids = events.map((event) => event.id);
      return stored.join(id, ids, ({ version, item }, waiting) => {
        const now = waiting.map((each) => each.item);
        if (!isDeepStrictEqual(now, others)) return undefined;
        return { version, item: { ...item, joined: [...(item.joined ?? []), ...events] } };
      });
    },
    part: () => stored.part(id, parted),
    quietMs: () => clock() - (stored.lastInLaneOf(id) ?? 0),
  };
}
