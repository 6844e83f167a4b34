import { AsyncLocalStorage } from 'node:async_hooks';
import { createChannelIngressError, createChannelIngressMonitor } from 'openclaw/plugin-sdk/channel-outbound';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { Admitted, laneOf } from './admitted.ts';
import { openBusy } from './busy.ts';
import { isLate } from './late.ts';
import { openQueue } from './queue.ts';
import { queuePath } from './queue-path.ts';
import { type Claim, untilTakenOver } from './take-over.ts';

export type { Claim };

/** What happened before the acknowledgement. */
export type Admission = 'accepted' | 'duplicate';

export interface Inbox {
  /** Stores events in their order; resolves when all of them are on disk. */
  admit(items: readonly Admitted[]): Promise<Admission[]>;
  /** Is the event stored already, whatever became of it? */
  holds(eventId: string): boolean;
  start(): void;
  /** Ends when no event is being handled any more; what is not taken over waits for the next start. */
  stop(): Promise<void>;
}

export interface InboxOptions {
  readonly accountId: string;
  readonly stateDir: string;
  /** Handles one event. Thrown errors keep the event for another attempt. */
  readonly deliver: (item: Admitted, claim: Claim) => Promise<void>;
  /** Must this reach the turn that is under way in its conversation, instead of waiting for its end? */
  readonly interrupts: (item: Admitted) => boolean;
  /** Whose messages wait while this is handled: those of its own lane, or of a thread that its answer opens. */
  readonly turnLaneOf: (item: Admitted) => string;
  /** Hears of an event that is not tried again. */
  readonly onDead: (eventId: string, why: string) => void;
  readonly clock: () => number;
  readonly token: () => string;
  readonly log: { info(message: string): void; error(message: string): void };
  readonly abortSignal: AbortSignal;
}

/** Bumped when stored events change their shape; older rows are then dead-lettered with a reason, never misread. */
const PAYLOAD_VERSION = 1;

/** Not urgent: admission wakes the drain itself; this finds what waits for its next attempt. */
const POLL_MS = 1_000;

/** The next message of a conversation waits this long for a turn to end; then OpenClaw decides what it means for it. */
const TURN_PATIENCE_MS = 30_000;

interface Stored {
  readonly version: number;
  readonly item: Admitted;
}

const UnreadableRow = createChannelIngressError('UnreadableRow', { withReason: true });

/** The durable queue of an account behind OpenClaw's drain: one lane per conversation, retries, dead letters. */
export function openInbox(options: InboxOptions): Inbox {
  const { accountId, stateDir, deliver, interrupts, turnLaneOf, onDead, clock, token, log, abortSignal } = options;
  // OpenClaw keeps in the async context whose work something is: refused when that has ended. Turns belong to the
  // account. In the context of the request that brought an event, or of the turn that woke the drain, OpenClaw would
  // take a question it has queued behind a running turn for a part of what ended meanwhile, and never answer it.
  const asAccount = AsyncLocalStorage.snapshot();
  const busy = openBusy(TURN_PATIENCE_MS, () => monitor.requestDrain());
  const stored = openQueue<Stored>({
    path: queuePath(stateDir, accountId),
    channelId: CHANNEL_ID,
    accountId,
    queueName: JSON.stringify([CHANNEL_ID, accountId]),
    isHeld: ({ laneKey, payload }) =>
      laneKey !== undefined && busy.has(laneKey) && !mayInterrupt(payload.item, interrupts),
    clock,
    token,
  });
  const queue: typeof stored = {
    ...stored,
    async fail(target, failure) {
      const isDead = await stored.fail(target, failure);
      if (isDead) onDead(typeof target === 'string' ? target : target.id, failure.reason);
      return isDead;
    },
  };
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
    deliver: (item, claim) =>
      untilTakenOver(
        claim,
        (watched) => busy.during(turnLaneOf(item), () => deliver(item, { ...watched, isLate: isLate(item, clock()) })),
        (error) => log.error(`event ${item.event.id}: its turn failed: ${String(error)}`),
      ),
    pollIntervalMs: POLL_MS,
    runPumpTask: asAccount,
    waitForDeliveryIdleBeforeRepump: true,
    retention: 'standard',
    drain: {
      resolveNonRetryableFailure: (error) =>
        error instanceof UnreadableRow ? { reason: 'unreadable', message: error.message } : null,
      onLog: (message) => log.info(`admit: ${message}`),
    },
    now: clock,
    abortSignal,
    createStoppedError: () => new Error('the account is stopped'),
    onError: (error) => log.error(`admit: ${String(error)}`),
  });

  return {
    async admit(items) {
      // Also because an admission that ends hands its context on to the drain that waited for it.
      const results = await asAccount(() => monitor.admitBatch(items));
      return results.map(({ queueResult }) => (queueResult?.duplicate ? 'duplicate' : 'accepted'));
    },
    holds: (eventId) => queue.holds(eventId),
    start: () => monitor.start(),
    async stop() {
      await monitor.stop();
      queue.close();
    },
  };
}

function mayInterrupt(item: unknown, interrupts: InboxOptions['interrupts']): boolean {
  const parsed = Admitted.safeParse(item);
  return parsed.success && interrupts(parsed.data);
}

function readStored(item: unknown, id: string): Admitted {
  const parsed = Admitted.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new UnreadableRow('unreadable', `event ${id} on disk does not fit this version`);
}
