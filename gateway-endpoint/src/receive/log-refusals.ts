import type { RefusalCode } from '@rocketchat-openclaw/shared';
import type { Counters } from '../gate/counters.ts';
import type { Every } from '../machine.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { NOT_TAKEN } from '../texts/faults.ts';
import type { RefusalLog } from './refuse.ts';

/** Enough to see what goes wrong, and 10 MB a day at the very most. */
const LINES = 60;
const WINDOW_MS = 60_000;

export interface RefusalLogParts {
  readonly counters: Pick<Counters, 'refusal' | 'skew' | 'stuck' | 'full'>;
  /** The folder of the account's files, on which an operator may have to make room. */
  readonly folder: string;
  readonly every: Every;
  readonly log: { warn(message: string): void; error(message: string): void };
}

export interface RefusalLines {
  readonly onRefusal: RefusalLog;
  /** Writes the lines that were held back. */
  stop(): void;
}

/**
 * Counts refusals, and writes a line for each, but one for all beyond sixty in a minute: a visitor may neither
 * fill the disk, nor push what happened before out of the log, nor keep the gateway busy with writing (a line takes longer
 * than a signature). A disk that takes nothing is one line a minute, with what to do, however often the app comes.
 */
export function logRefusals({ counters, folder, every, log }: RefusalLogParts): RefusalLines {
  const unsaid = new Map<RefusalCode, number>();
  let lines = 0;
  let isFaultSaid = false;
  let isFullSaid = false;
  const rest = every(WINDOW_MS, sumUp);

  function sumUp(): void {
    lines = 0;
    isFaultSaid = false;
    isFullSaid = false;
    if (unsaid.size === 0) return;
    log.warn(`refused more within a minute: ${[...unsaid].map(([code, count]) => `${code} (${count})`).join(', ')}`);
    unsaid.clear();
  }

  const leaveUnsaid = (code: RefusalCode) => void unsaid.set(code, (unsaid.get(code) ?? 0) + 1);

  return {
    onRefusal({ code, detail, cause, skewMs }, visitor) {
      counters.refusal(code);
      if (skewMs !== undefined) counters.skew(skewMs);
      if (code === 'queue-full') {
        counters.full(detail);
        if (isFullSaid) return leaveUnsaid(code);
        isFullSaid = true;
        return log.warn(NOT_TAKEN.full(detail));
      }
      const fault = diskFaultOf(cause);
      if (fault) {
        counters.stuck(fault);
        if (isFaultSaid) return leaveUnsaid(code);
        isFaultSaid = true;
        return log.error(NOT_TAKEN.stuck(fault, folder));
      }
      if (++lines > LINES) return leaveUnsaid(code);
      const why = cause instanceof Error ? `${detail} (${cause.name})` : detail;
      log.warn(`refused ${visitor}: ${code}: ${why}`);
    },
    stop() {
      rest();
      sumUp();
    },
  };
}
