import type { RefusalCode } from '@rocketchat-openclaw/shared';
import { SILENCES, type Silence } from '../gate/verdict.ts';

/** What an account has done since it started. */
export interface Counters {
  /** A turn was started. */
  turn(): void;
  /** The agent will read of an event in its next turn. */
  notice(): void;
  /** An event started no turn, and why. */
  silence(reason: Silence): void;
  /** Somebody was refused at the door, and why. */
  refusal(code: RefusalCode): void;
  read(): Counts;
}

export interface Counts {
  readonly turns: number;
  readonly notices: number;
  readonly silences: Partial<Record<Silence, number>>;
  readonly refusals: Partial<Record<RefusalCode, number>>;
}

export function openCounters(): Counters {
  let turns = 0;
  let notices = 0;
  const silences: Partial<Record<Silence, number>> = {};
  const refusals: Partial<Record<RefusalCode, number>> = {};
  return {
    turn() {
      turns++;
    },
    notice() {
      notices++;
    },
    silence(reason) {
      silences[reason] = (silences[reason] ?? 0) + 1;
    },
    refusal(code) {
      refusals[code] = (refusals[code] ?? 0) + 1;
    },
    read: () => ({ turns, notices, silences: { ...silences }, refusals: { ...refusals } }),
  };
}

/** `3 turns, 1 notices; without either: nobody mentioned the bot (2)`: for a person who reads the status. */
export function describe({ turns, notices, silences }: Counts): string {
  const done = notices === 0 ? `${turns} turns` : `${turns} turns, ${notices} notices`;
  const reasons = Object.entries(silences).map(([reason, count]) => `${SILENCES[reason as Silence]} (${count})`);
  return reasons.length === 0 ? done : `${done}; without either: ${reasons.join('; ')}`;
}
