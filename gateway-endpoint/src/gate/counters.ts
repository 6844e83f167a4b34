import { type RefusalCode, skewInWords } from '@rocketchat-openclaw/shared';
import { SILENCES } from '../texts/silences.ts';
import { COUNTED, ISSUE } from '../texts/status.ts';
import type { Silence } from './verdict.ts';

/** Counts of an account since it started. */
export interface Counters {
  /** A turn was started. */
  turn(): void;
  /** A command to OpenClaw was carried out. */
  command(): void;
  /** A click had its effect: it answered, voted or opened a form. */
  click(): void;
  /** An event became a line in the agent's next turn. */
  notice(): void;
  /** An event started no turn, and why. */
  silence(reason: Silence): void;
  /** The door refused a request, for this reason. */
  refusal(code: RefusalCode): void;
  /** The door refused a valid signature because of its time; positive: the peer's clock is ahead of ours. */
  skew(skewMs: number): void;
  /** Why events cannot be stored, in words; undefined when they can be stored again. */
  stuck(fault: string | undefined): void;
  /** The size of a full queue, in words; undefined when there is room. */
  full(how: string | undefined): void;
  read(): Counts;
}

export interface Counts {
  readonly turns: number;
  readonly commands: number;
  readonly clicks: number;
  readonly notices: number;
  readonly silences: Partial<Record<Silence, number>>;
  readonly refusals: Partial<Record<RefusalCode, number>>;
  /** That of the last refused request. */
  readonly skewMs?: number | undefined;
  readonly stuck?: string | undefined;
  readonly full?: string | undefined;
}

export function openCounters(): Counters {
  let turns = 0;
  let commands = 0;
  let clicks = 0;
  let notices = 0;
  let skewMs: number | undefined;
  let stuck: string | undefined;
  let full: string | undefined;
  const silences: Partial<Record<Silence, number>> = {};
  const refusals: Partial<Record<RefusalCode, number>> = {};
  return {
    turn() {
      turns++;
    },
    command() {
      commands++;
    },
    click() {
      clicks++;
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
    skew(ms) {
      skewMs = ms;
    },
    stuck(fault) {
      stuck = fault;
    },
    full(how) {
      full = how;
    },
    read: () => ({
      ...{ turns, commands, clicks, notices, skewMs, stuck, full },
      silences: { ...silences },
      refusals: { ...refusals },
    }),
  };
}

/** `3 turns, 1 command; without either: nobody mentioned the bot (2)`: for a person who reads the status. */
export function describe({
  turns,
  commands,
  clicks,
  notices,
  silences,
  refusals,
  skewMs,
  stuck,
  full,
}: Counts): string {
  const done = [COUNTED.turns(turns)];
  if (commands > 0) done.push(COUNTED.commands(commands));
  if (clicks > 0) done.push(COUNTED.clicks(clicks));
  if (notices > 0) done.push(COUNTED.notices(notices));
  const reasons = Object.entries(silences).map(([reason, count]) => `${SILENCES[reason as Silence]} (${count})`);
  const refused = Object.entries(refusals).map(([code, count]) => `${code} (${count})`);
  return [
    done.join(', '),
    ...(reasons.length > 0 ? [COUNTED.silences(reasons.join('; '))] : []),
    ...(refused.length > 0 ? [COUNTED.refusals(refused.join(', '))] : []),
    ...(skewMs === undefined ? [] : [clockFault(skewMs)]),
    ...(stuck === undefined ? [] : [ISSUE.stuck(stuck)]),
    ...(full === undefined ? [] : [ISSUE.full(full)]),
  ].join('; ');
}

/** The app does not learn this while it is refused. */
function clockFault(skewMs: number): string {
  const skew = skewInWords(skewMs);
  return skewMs > 0 ? COUNTED.clockIsAhead(skew) : COUNTED.clockIsBehind(skew);
}
