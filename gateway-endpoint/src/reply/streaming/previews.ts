import type { AppClient } from '../../app-client/client.ts';
import type { Every } from '../../machine.ts';
import type { Store } from '../../store/store.ts';
import type { Writing } from '../../text/text.ts';
import { rememberPreviews } from './open-previews.ts';
import { type Clockwork, openPace } from './pace.ts';
import { openPreview, type Preview } from './preview.ts';
import type { PreviewPlace } from './preview-post.ts';
import { openSweep } from './sweep.ts';

/** The previews of one account. */
export interface Previews {
  open(place: PreviewPlace): Preview;
  /** Deletes previews that failed turns have left, now and from time to time. */
  start(): void;
  /** Resolves when the last deletion has ended. */
  stop(): Promise<void>;
}

interface Given extends Clockwork {
  readonly store: Store;
  /** The previews whose turns run in this process. */
  readonly live: Set<string>;
  readonly client: AppClient;
  readonly writing: Writing;
  readonly newId: () => string;
  readonly every: Every;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** People see a half answer meanwhile; without such previews the app is not asked. */
const SWEEP_MS = 5_000;

export function openPreviews({
  store,
  live,
  client,
  writing,
  newId,
  every,
  clock,
  pause,
  signal,
  log,
}: Given): Previews {
  const open = rememberPreviews(store, live, log);
  const pace = openPace({ clock, pause });
  const sweep = openSweep({ client, open, clock, signal, log });
  const tools = { client, writing, open, pace, clock, pause, log };
  let sweeping: Promise<void> | undefined;
  let isStuck = false;
  let stopSweeping = (): void => undefined;

  function sweepNow(): void {
    sweeping ??= sweep()
      .then(() => {
        isStuck = false;
      })
      .catch((error: unknown) => {
        // Called by a timer, where an error would end the gateway. The next round tries again.
        if (!isStuck) log.warn(`unfinished previews stay for now: ${String(error)}`);
        isStuck = true;
      })
      .finally(() => {
        sweeping = undefined;
      });
  }

  return {
    open: (place) => openPreview(place, `preview.${newId()}`, tools),
    start() {
      sweepNow();
      stopSweeping = every(SWEEP_MS, sweepNow);
    },
    async stop() {
      stopSweeping();
      await sweeping;
    },
  };
}
