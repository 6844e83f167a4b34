import { LIMITS } from './contract/limits.ts';

export interface Span {
  readonly count: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

/** A span in the unit in which people say it: 119 seconds, but 2 minutes. */
export function spanOf(ms: number): Span {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds >= 2 * each) ?? ([1, 'second'] as const);
  return { count: Math.round(seconds / size), unit };
}

/** A span in English: `45 seconds`, `7 minutes`, `3 hours`, `2 days`. */
export function spanInWords(ms: number): string {
  const { count, unit } = spanOf(ms);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `7 minutes ahead of` or `7 minutes behind`, before whose clock it is compared with. */
export function skewInWords(ms: number): string {
  return `${spanInWords(ms)} ${ms < 0 ? 'behind' : 'ahead of'}`;
}

/**
 * By how much our clock differs from that of a server, as its answer's `Date` tells: enough to tell a wrong clock from a
 * wrong secret after a 401, and never a reason to trust anybody. Positive: ours is ahead.
 *
 * @returns undefined where there is no date, or where the difference is one that signatures may have
 */
export function skewToServer(date: string | null | undefined, now: number): number | undefined {
  const skew = now - Date.parse(date ?? '');
  // The header has whole seconds, and the answer took its time.
  return Math.abs(skew) > LIMITS.clockSkewSeconds * 1_000 ? skew : undefined;
}
