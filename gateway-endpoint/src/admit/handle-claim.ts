import { scheduler } from 'node:timers/promises';
import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import { STUCK } from '../host/error-words.ts';
import type { Admitted } from './admitted.ts';
import { type Claim, untilAdopted } from './adoption.ts';
import type { Lanes } from './lanes.ts';
import { isLate } from './late.ts';
import { givingUpOnFaults } from './own-fault.ts';
import type { IngressQueue } from './queue.ts';
import { singleFlight } from './single-flight.ts';
import { type Stored, standing } from './stored.ts';
import { asItStands } from './under-hand.ts';

/** How the events of an account are handled. */
export interface Handling {
  /** Handles one event. Thrown errors keep the event for another attempt. */
  readonly deliver: (item: Admitted, claim: Claim) => Promise<void>;
  /** Must this reach the running turn of its conversation, instead of waiting for its end? */
  readonly interrupts: (item: Admitted) => boolean;
  /** The lane whose messages wait while this is handled: its own, or that of a thread that its answer opens. */
  readonly turnLaneOf: (item: Admitted) => string;
  readonly clock: () => number;
  readonly log: { error(message: string): void };
}

interface Needs extends Handling {
  readonly stored: IngressQueue<Stored>;
  readonly lanes: Lanes;
  /** Names an event in this process. */
  readonly keyOf: (eventId: string) => string;
  /** When this start of the account opened the queue. */
  readonly openedAt: number;
}

/** The row of a claim. */
interface Row {
  readonly attempts: number;
  readonly receivedAt: number;
  readonly lastError?: string | undefined;
}

/** Handles an event that OpenClaw's drain has claimed; its lane is busy until its turn ends. */
export function openHandleClaim({ stored, lanes, keyOf, openedAt, ...needs }: Needs) {
  const { deliver, interrupts, turnLaneOf, clock, log } = needs;
  return async (item: Admitted, claim: ChannelIngressMonitorLifecycle, row: Row) => {
    const { attempts, receivedAt, lastError = '' } = row;
    const key = keyOf(item.event.id);
    // The queue answers within the same pass of the event loop, and OpenClaw's drain goes on at once: thousands of events
    // that need no turn would keep the door, the log and every other account waiting until the last of them is handled.
    await scheduler.yield();
    return untilAdopted(
      claim,
      (watched) => {
        const handleAs = (each: Admitted, handOver: () => void) =>
          deliver(each, {
            ...watched,
            isLate: isLate(each, clock()),
            interrupts: interrupts(each),
            isFromBefore: receivedAt < openedAt,
            wasStuck: lastError.includes(STUCK),
            handOver,
          });
        const now = () => standing(item, stored);
        return singleFlight(key, watched.stepAside, () => {
          watched.abortSignal.throwIfAborted();
          return lanes.during(turnLaneOf(item), () => givingUpOnFaults(attempts, () => asItStands(key, now, handleAs)));
        });
      },
      (error) => log.error(`event ${item.event.id}: its turn failed: ${String(error)}`),
    );
  };
}
