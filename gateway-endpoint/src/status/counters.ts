import type { RefusalCode } from '@rocketchat-openclaw/shared';
import { SILENCES, type Silence } from '../gate/verdict.ts';

/** What an account has done since it started. */
export interface Counters {
  /** A turn was started. */
  turn(): void;
  /** An event started no turn, and why. */
  silence(reason: Silence): void;
  /** Somebody was refused at the door, and why. */
  refusal(code: RefusalCode): void;
  read(): Counts;
}

export interface Counts {
  readonly turns: number;
  readonly silences: Partial<Record<Silence, number>>;
  readonly refusals: Partial<Record<RefusalCode, number>>;
}

export function openCounters(): Counters {
  let turns = 0;
  const silences: Partial<Record<Silence, number>> = {};
  const refusals: Partial<Record<RefusalCode, number>> = {};
  return {
    turn() {
      turns++;
    },
    silence(reason) {
      silences[reason] = (silences[reason] ?? 0) + 1;
    },
    refusal(code) {
      refusals[code] = (refusals[code] ?? 0) + 1;
    },
    read: () => ({ turns, silences: { ...silences }, refusals: { ...refusals } }),
  };
}

/** `3 turns, 2 without: nobody mentioned the bot (2)`: for a person who reads the status. */
export function describe({ turns, silences }: Counts): string {
  const reasons = Object.entries(silences).map(([reason, count]) => `${SILENCES[reason as Silence]} (${count})`);
  return reasons.length === 0 ? `${turns} turns` : `${turns} turns; without one: ${reasons.join('; ')}`;
}
