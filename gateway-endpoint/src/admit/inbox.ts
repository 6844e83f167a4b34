import { AsyncLocalStorage } from 'node:async_hooks';
import { scheduler } from 'node:timers/promises';
import { createChannelIngressError, createChannelIngressMonitor } from 'openclaw/plugin-sdk/channel-outbound';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { STUCK } from '../host/error-words.ts';
import type { Store } from '../store/store.ts';
import { Admitted, laneOf } from './admitted.ts';
import { type Claim, untilAdopted } from './adoption.ts';
import { wordsIn } from './amend.ts';
import { openBound } from './bound.ts';
import { openLanes, TURN_WAIT_MS } from './lanes.ts';
import { isLate } from './late.ts';
import { givingUpOnFaults, OwnFault } from './own-fault.ts';
import { type Held, type IngressQueue, openQueue } from './queue.ts';
import { singleFlight } from './single-flight.ts';
import { openTakeIn } from './take-in.ts';
import { asItStands, UNDER_HAND } from './under-hand.ts';
import { openUntilDiskHasRoom } from './until-disk-has-room.ts';
import type { Urgency } from './urgency.ts';

export type { Claim };

/** The result of an admission, before it is acknowledged. */
export type Admission = 'accepted' | 'duplicate';

export interface Inbox {
  /**
   * Stores events in their order; resolves when all of them are on disk.
   *
   * @throws Refusal `queue-full` where too much waits already: none of them is stored then
   */
  admit(items: readonly Admitted[]): Promise<Admission[]>;
  /** Is the event stored, in whatever state? */
  holds(eventId: string): boolean;
  /** The events that wait or are being handled. */
  held(): Held;
  /** Until the work ends nothing of the lane is handled. */
  hold(lane: string, work: () => Promise<void>, mostMs: number): void;
  start(): void;
  /** Ends when no event is being handled any more; events that OpenClaw has not adopted wait for the next start. */
  stop(): Promise<void>;
}

export interface InboxOptions {
  readonly accountId: string;
  readonly store: Store;
  /** Handles one event. Thrown errors keep the event for another attempt. */
  readonly deliver: (item: Admitted, claim: Claim) => Promise<void>;
  /** As far as it is known at its arrival. */
  readonly urgencyOf: (item: Admitted) => Urgency;
  /** Must this reach the running turn of its conversation, instead of waiting for its end? */
  readonly interrupts: (item: Admitted) => boolean;
  /** The lane whose messages wait while this is handled: its own, or that of a thread that its answer opens. */
  readonly turnLaneOf: (item: Admitted) => string;
  /** Called for an event that is done with, because a message that waits has taken in its change. */
  readonly onTakenIn?: (eventId: string) => void;
  /** Called for an event that is not tried again. */
  readonly onDead: (eventId: string, why: string) => void;
  readonly clock: () => number;
  readonly token: () => string;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly log: { info(message: string): void; error(message: string): void };
  readonly abortSignal: AbortSignal;
  /** How much may wait; absent outside tests. */
  readonly most?: Held;
}

/** Bumped when stored events change their shape; older rows are then dead-lettered with a reason, never misread. */
const PAYLOAD_VERSION = 1;

/** Not urgent: admission wakes the drain itself; this finds what waits for its next attempt. */
const POLL_MS = 1_000;

interface Stored {
  readonly version: number;
  readonly item: Admitted;
}

const UnreadableRow = createChannelIngressError('UnreadableRow', { withReason: true });

/** The durable queue of an account behind OpenClaw's drain: one lane per conversation, retries, dead letters. */
export function openInbox(options: InboxOptions): Inbox {
  const { accountId, store, deliver, urgencyOf, interrupts, turnLaneOf, onDead, clock, token, pause, log } = options;
  const { abortSignal, onTakenIn } = options;
  const openedAt = clock();
  // OpenClaw tracks the owner of work in the async context, and refuses work whose owner has ended. Turns belong to the
  // account. In the context of the request that brought an event, or of the turn that woke the drain, OpenClaw would
  // drop a question that it has queued behind a running turn, because that owner has ended.
  const asAccount = AsyncLocalStorage.snapshot();
  const lanes = openLanes(TURN_WAIT_MS, () => monitor.requestDrain());
  const stored = openQueue<Stored>({
    store,
    channelId: CHANNEL_ID,
    accountId,
    queueName: JSON.stringify([CHANNEL_ID, accountId]),
    urgencyOf: ({ item }) => urgencyOf(item),
    wordsIn: ({ item }) => wordsIn(item),
    busyLanes: lanes.busy,
    interrupts: ({ payload: { item } }) => mayInterrupt(item, interrupts),
    clock,
    token,
  });
  const untilDiskHasRoom = openUntilDiskHasRoom({ pause, signal: abortSignal, log });
  const idOf = (target: string | { readonly id: string }) => (typeof target === 'string' ? target : target.id);
  const queue: typeof stored = {
    ...stored,
    async complete(target, done) {
      const isDone = await untilDiskHasRoom(`the end of event ${idOf(target)}`, () => stored.complete(target, done));
      UNDER_HAND.forget(keyOf(idOf(target)));
      return isDone;
    },
    // Without an error it is released before it was tried, between admissions, which must not wait for a disk.
    async release(target, why) {
      const id = idOf(target);
      const free = () => stored.release(target, why);
      const isFree = await (why?.lastError === undefined
        ? free()
        : untilDiskHasRoom(`the failure of event ${id}`, free));
      UNDER_HAND.forget(keyOf(id));
      return isFree;
    },
    async fail(target, failure) {
      const id = idOf(target);
      const isDead = await untilDiskHasRoom(`the failure of event ${id}`, () => stored.fail(target, failure));
      UNDER_HAND.forget(keyOf(id));
      if (isDead) onDead(id, failure.reason);
      return isDead;
    },
  };
  const keyOf = (id: string) => `${store.path} ${id}`;
  const takeIn = openTakeIn({ queue: stored, underHand: UNDER_HAND, keyOf });
  const roomFor = openBound(stored, options.most);
  const monitor = createChannelIngressMonitor<Admitted, Admitted, Stored>({
    queue,
    inspect: (item) => ({ eventId: item.event.id, laneKey: laneOf(item) }),
    payload: {
      version: PAYLOAD_VERSION,
      serialize: (item) => item,
      deserialize: (item) => item,
      encode: ({ version, body }) => ({ version, item: body }),
      decode: ({ version, item }, { claim }) => ({ version, body: readStored(item, claim.id) }),
      createClaimError: (kind, claim) => new UnreadableRow(kind, `event ${claim.id} on disk: ${kind}`),
    },
    async deliver(item, claim, { attempts, receivedAt, lastError = '' }) {
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
          const key = keyOf(item.event.id);
          const now = () => standing(item, stored);
          return singleFlight(key, watched.stepAside, () => {
            watched.abortSignal.throwIfAborted();
            return lanes.during(turnLaneOf(item), () =>
              givingUpOnFaults(attempts, () => asItStands(key, now, handleAs)),
            );
          });
        },
        (error) => log.error(`event ${item.event.id}: its turn failed: ${String(error)}`),
      );
    },
    // The app repeats the delivery by itself. More attempts here would make the next delivery wait, because one is
    // stored at a time.
    appendRetryDelaysMs: [0],
    pollIntervalMs: POLL_MS,
    runPumpTask: asAccount,
    waitForDeliveryIdleBeforeRepump: true,
    retention: 'standard',
    drain: {
      resolveNonRetryableFailure: (error) =>
        error instanceof UnreadableRow || error instanceof OwnFault
          ? { reason: error instanceof OwnFault ? 'own-fault' : 'unreadable', message: error.message }
          : null,
      onLog: (message) => log.info(`admit: ${message}`),
    },
    now: clock,
    abortSignal,
    createStoppedError: () => new Error('the account is stopped'),
    onError: (error) => log.error(`admit: ${String(error)}`),
  });

  return {
    async admit(items) {
      const leave = roomFor(items);
      try {
        // Also because an admission that ends hands its context on to the drain that waited for it.
        const { news, takenIn } = takeIn(items);
        const results = await asAccount(() => monitor.admitBatch(news));
        for (const { event } of takenIn) {
          // Only after the event that has taken it in is stored: if that fails, both come again.
          stored.record(event.id);
          onTakenIn?.(event.id);
        }
        const duplicates = new Set(
          results.flatMap(({ queueResult }, index) => (queueResult?.duplicate ? (news[index]?.event.id ?? []) : [])),
        );
        return items.map(({ event }) => (duplicates.has(event.id) ? 'duplicate' : 'accepted'));
      } finally {
        leave();
      }
    },
    held: stored.held,
    holds: (eventId) => queue.holds(eventId),
    hold(lane, work, mostMs) {
      lanes.during(lane, work, mostMs).catch((error: unknown) => {
        if (!abortSignal.aborted) log.error(`what waits in ${lane} goes on: ${String(error)}`);
      });
    },
    start: () => monitor.start(),
    stop: () => monitor.stop(),
  };
}

function mayInterrupt(item: unknown, interrupts: InboxOptions['interrupts']): boolean {
  const parsed = Admitted.safeParse(item);
  return parsed.success && interrupts(parsed.data);
}

/** The event as it is on disk now: its message may have changed since it was read. */
function standing(item: Admitted, stored: IngressQueue<Stored>): Admitted {
  const now = stored.payloadOf(item.event.id);
  return now ? readStored(now.item, item.event.id) : item;
}

function readStored(item: unknown, id: string): Admitted {
  const parsed = Admitted.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new UnreadableRow('unreadable', `event ${id} on disk does not fit this version`);
}
