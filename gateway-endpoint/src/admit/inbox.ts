import { AsyncLocalStorage } from 'node:async_hooks';
import { createChannelIngressMonitor } from 'openclaw/plugin-sdk/channel-outbound';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Store } from '../store/store.ts';
import { Admitted, laneOf } from './admitted.ts';
import type { Claim } from './adoption.ts';
import { joinedIn, wordsIn } from './amend.ts';
import { openBound } from './bound.ts';
import { type Handling, openHandleClaim } from './handle-claim.ts';
import type { Held } from './held-events.ts';
import { openLanes } from './lanes.ts';
import { OwnFault } from './own-fault.ts';
import { openQueue } from './queue.ts';
import { settled } from './settled.ts';
import { ROW, type Stored, UnreadableRow } from './stored.ts';
import { type Amending, openTakeIn } from './take-in.ts';
import { UNDER_HAND } from './under-hand.ts';
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
  /** Until the work ends nothing of the lane is handled, except for what interrupts a turn. */
  hold(lane: string, work: () => Promise<void>): void;
  start(): void;
  /** Ends when the last event has been handled; events that OpenClaw has not adopted wait for the next start. */
  stop(): Promise<void>;
}

export interface InboxOptions extends Handling {
  readonly accountId: string;
  readonly store: Store;
  /** As far as it is known at its arrival. */
  readonly urgencyOf: (item: Admitted) => Urgency;
  /** Called for a new event that has to wait for one before it in its lane. */
  readonly onWaits?: (item: Admitted) => void;
  /** Called for an event that waits, or is being handled, after a change of its message. */
  readonly onAmended?: (amending: Amending) => void;
  /** Called for an event that is done with, because a message that waits has taken in its change. */
  readonly onTakenIn?: (eventId: string) => void;
  /** Called for an event that is not tried again. */
  readonly onDead: (eventId: string, why: string) => void;
  readonly token: () => string;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly log: { info(message: string): void; error(message: string): void };
  readonly abortSignal: AbortSignal;
  /** How much may wait; absent outside tests. */
  readonly most?: Held;
}

/** Not urgent: admission wakes the drain itself; this finds what waits for its next attempt. */
const POLL_MS = 1_000;

/** The durable queue of an account behind OpenClaw's drain: one lane per conversation, retries, dead letters. */
export function openInbox(options: InboxOptions): Inbox {
  const { store, presentNow, deliver, interrupts, turnLaneOf, onDead, clock, pause, log } = options;
  const { abortSignal, onTakenIn, onWaits } = options;
  const { transaction } = store;
  // OpenClaw tracks the owner of work in the async context, and refuses work whose owner has ended. Turns belong to the
  // account. In the context of the request that brought an event, or of the turn that woke the drain, OpenClaw would
  // drop a question that it has queued behind a running turn, because that owner has ended.
  const asAccount = AsyncLocalStorage.snapshot();
  const lanes = openLanes(() => monitor.requestDrain());
  const keyOf = (id: string) => `${store.path} ${id}`;
  const isUrgent = (item: Admitted) => interrupts(item, presentNow()) || takeIn.isOfOneUnderHand(item);
  const stored = openStored({ ...options, isUrgent }, lanes.busy);
  const takeIn = openTakeIn({ queue: stored, underHand: UNDER_HAND, keyOf, onAmended: options.onAmended });
  const untilDiskHasRoom = openUntilDiskHasRoom({ pause, signal: abortSignal, log });
  const queue = settled(stored, { underHand: UNDER_HAND, transaction, keyOf, untilDiskHasRoom, onDead });
  const handling = { stored, lanes, takeIn: takeIn.takeBack, keyOf, openedAt: clock() };
  const roomFor = openBound(stored, options.most);
  const monitor = createChannelIngressMonitor<Admitted, Admitted, Stored>({
    queue,
    inspect: (item) => ({ eventId: item.event.id, laneKey: laneOf(item) }),
    payload: ROW,
    deliver: openHandleClaim({ presentNow, deliver, interrupts, turnLaneOf, clock, log, ...handling }),
    // The app repeats the delivery by itself. More attempts here would make the next delivery wait, because one is
    // stored at a time.
    appendRetryDelaysMs: [0],
    pollIntervalMs: POLL_MS,
    runPumpTask: asAccount,
    waitForDeliveryIdleBeforeRepump: true,
    retention: 'standard',
    drain: {
      // While OpenClaw keeps a message in its memory, until the running turn ends, the next one of the room goes there, too.
      deferredLaneOccupancy: 'release',
      resolveNonRetryableFailure: neverAgain,
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
        const { news, takenIn } = takeIn.admit(items);
        const results = await asAccount(() => monitor.admitBatch(news));
        for (const item of takenIn) {
          // Only after the event that has taken it in is stored: if that fails, both come again.
          stored.record(item.event.id, laneOf(item));
          onTakenIn?.(item.event.id);
        }
        await store.synced();
        const duplicates = new Set(
          results.flatMap(({ queueResult }, index) => (queueResult?.duplicate ? (news[index]?.event.id ?? []) : [])),
        );
        const busy = new Set(lanes.busy());
        for (const item of news) {
          const { id } = item.event;
          if (!duplicates.has(id) && (busy.has(laneOf(item)) || stored.isBehind(id))) onWaits?.(item);
        }
        return items.map(({ event }) => (duplicates.has(event.id) ? 'duplicate' : 'accepted'));
      } finally {
        leave();
      }
    },
    held: stored.held,
    holds: (eventId) => queue.holds(eventId),
    hold(lane, work) {
      lanes.during([lane], work).catch((error: unknown) => {
        if (!abortSignal.aborted) log.error(`what waits in ${lane} goes on: ${String(error)}`);
      });
    },
    start: () => monitor.start(),
    stop: () => monitor.stop(),
  };
}

type Storing = Omit<InboxOptions, 'interrupts'> & { readonly isUrgent: (item: Admitted) => boolean };

function openStored(
  { accountId, store, presentNow, urgencyOf, isUrgent, turnLaneOf, clock, token }: Storing,
  busyLanes: () => string[],
) {
  return openQueue<Stored>({
    store,
    channelId: CHANNEL_ID,
    accountId,
    queueName: JSON.stringify([CHANNEL_ID, accountId]),
    urgencyOf: ({ item }) => urgencyOf(item),
    wordsIn: ({ item }) => wordsIn(item),
    joinedIn: ({ item }) => joinedIn(item),
    busyLanes,
    interrupts: ({ payload: { item } }) => mayInterrupt(item, isUrgent),
    turnLaneOf: (stored) => {
      const { success, data } = Admitted.safeParse(stored?.item);
      return success ? turnLaneOf(data, presentNow()) : undefined;
    },
    clock,
    token,
  });
}

/** Events for which another attempt is in vain. */
function neverAgain(error: unknown) {
  if (error instanceof OwnFault) return { reason: 'own-fault', message: error.message };
  return error instanceof UnreadableRow ? { reason: 'unreadable', message: error.message } : null;
}

function mayInterrupt(item: unknown, isUrgent: Storing['isUrgent']): boolean {
  const parsed = Admitted.safeParse(item);
  return parsed.success && isUrgent(parsed.data);
}
