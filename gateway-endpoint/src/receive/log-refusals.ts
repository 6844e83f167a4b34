import type { RefusalCode } from '@rocketchat-openclaw/shared';
import type { Every } from '../world.ts';
import type { RefusalLog } from './refuse.ts';

/** Enough to see what goes wrong, and 10 MB a day at the very most. */
const LINES = 60;
const WINDOW_MS = 60_000;

export interface RefusalLines {
  readonly onRefusal: RefusalLog;
  /** Says what has not been said yet. */
  stop(): void;
}

/**
 * A line for each refusal, and one for all beyond sixty in a minute: whoever may knock may neither fill the disk, nor push
 * what happened before out of the log, nor keep the gateway busy with writing (a line takes longer than a signature).
 */
export function logRefusals({ log, every }: { log: { warn(message: string): void }; every: Every }): RefusalLines {
  const unsaid = new Map<RefusalCode, number>();
  let lines = 0;
  const stop = every(WINDOW_MS, sumUp);

  function sumUp(): void {
    lines = 0;
    if (unsaid.size === 0) return;
    log.warn(`refused more within a minute: ${[...unsaid].map(([code, count]) => `${code} (${count})`).join(', ')}`);
    unsaid.clear();
  }

  return {
    onRefusal({ code, detail, cause }, visitor) {
      if (++lines > LINES) return void unsaid.set(code, (unsaid.get(code) ?? 0) + 1);
      const why = cause instanceof Error ? `${detail} (${cause.name})` : detail;
      log.warn(`refused ${visitor}: ${code}: ${why}`);
    },
    stop() {
      stop();
      sumUp();
    },
  };
}
