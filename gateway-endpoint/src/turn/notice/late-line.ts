import type { Words } from '../../texts/words.ts';

/** Messages of a room that were not answered. Times in milliseconds. */
export interface Missed {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** The one sentence that a room gets instead of answers that came too late. */
export function lineFor(
  { count, first, last }: Missed,
  now: number,
  timeZone: string,
  { LATE, LOCALE }: Words,
): string {
  const zone = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: 'short' });
  const name = zone.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const from = timeOf(first, now, timeZone, LOCALE);
  const to = timeOf(last, now, timeZone, LOCALE);
  if (count === 1) return LATE.one(from, name);
  return from === to ? LATE.many(count, from, name) : LATE.manyBetween(count, from, to, name);
}

/** The day is named where it is not today. */
function timeOf(at: number, now: number, timeZone: string, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}
