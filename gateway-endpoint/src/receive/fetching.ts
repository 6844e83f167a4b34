import { type Answered, type Delivery, delayBefore, LIMITS } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from '../app-client/client.ts';

/** Fetches events if the app cannot push them: one call after the other, each as long as the app holds it. */
export interface Fetching {
  start(): void;
  /** Sends the last answer, and tells the app that fetching ends. */
  stop(): Promise<void>;
  state(): FetchState;
}

/** `since` is when it began to fail, in milliseconds since 1970. */
export type FetchState =
  | { readonly works: true }
  | { readonly works: false; readonly since: number; readonly why: string };

export interface Fetcher {
  readonly client: AppClient;
  /** Takes a delivery to our own door. Never throws. */
  readonly take: (delivery: Delivery) => Promise<Answered>;
  readonly clock: () => number;
  readonly dice: () => number;
  readonly newId: () => string;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** Not longer, because people who write meanwhile wait for it. */
const MOST_PAUSE_MS = 10_000;
/**
 * An app without events holds the call. If it answers sooner than this without events, the next call comes after a
 * pause.
 */
const EARLY_MS = 1_000;
/** Less than `CLOSE_MS`, the most that a stop waits. */
const GOODBYE_MS = 1_500;

export function openFetching({ client, take, clock, dice, newId, pause, log }: Fetcher): Fetching {
  const end = new AbortController();
  const { signal } = end;
  let state: FetchState = { works: true };
  let answered: Answered | undefined;
  let failures = 0;
  let running: Promise<void> | undefined;

  const call = (waitMs: number, timeoutMs: number, until?: AbortSignal) =>
    client.call(
      { v: 1, command: 'fetch', key: `fetch.${newId()}`, waitMs, ...(answered && { answered }) },
      { attempts: 1, timeoutMs, signal: until },
    );

  async function fetchOnce(): Promise<void> {
    const askedAt = clock();
    const { delivery } = await call(LIMITS.fetchWaitMs, LIMITS.fetchTimeoutMs, signal);
    answered = undefined;
    if (delivery) answered = await take(delivery);
    else if (clock() - askedAt < EARLY_MS) return pause(again(), signal);
    failures = 0;
    if (!state.works) log.info(`events are fetched again, after ${Math.round((clock() - state.since) / 1_000)} s`);
    state = { works: true };
  }

  const again = (floorMs = 0) => delayBefore(failures++, dice, Math.min(floorMs, 60_000), MOST_PAUSE_MS);

  function failed(error: unknown): number {
    const why = error instanceof Error ? error.message : String(error);
    // Logged once, not every few seconds while the workspace is away.
    if (state.works) log.warn(`events cannot be fetched, and wait in the workspace: ${why}`);
    state = { works: false, since: state.works ? clock() : state.since, why };
    if (!(error instanceof AppCallError)) return again();
    // An answer that the app has refused would be refused again.
    if (!error.retryable) answered = undefined;
    return again(error.retryAfterMs);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await fetchOnce();
      } catch (error) {
        if (!signal.aborted) await pause(failed(error), signal).catch(() => undefined);
      }
    }
  }

  return {
    state: () => state,
    start() {
      running ??= run().catch((error: unknown) => log.warn(`events are fetched no more: ${String(error)}`));
    },
    async stop() {
      end.abort();
      await running;
      // Otherwise the app would wait half a minute for us before it uses an address that it may have.
      if (running) await call(0, GOODBYE_MS).catch(() => undefined);
    },
  };
}
