/** What was not answered in a room. Times in milliseconds. */
export interface Missed {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** The one sentence that a room gets instead of answers which nobody waits for any more. */
export function lineFor({ count, first, last }: Missed, now: number, timeZone: string): string {
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  const name = zone.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const [from, to] = [first, last].map((at) => timeOf(at, now, timeZone));
  const what = count === 1 ? 'a message' : `${count} messages`;
  const when = from === to ? `at ${from}` : `between ${from} and ${to}`;
  return `I was away and did not answer ${what} ${when} (${name}). Ask again if you still need an answer.`;
}

/** The day is named where it is not today. */
function timeOf(at: number, now: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}
