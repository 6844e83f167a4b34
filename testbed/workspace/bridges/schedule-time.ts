const UNITS: Record<string, number> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const HUMAN = /(\d+(?:\.\d+)?|an?|one)\s+(second|minute|hour|day|week)s?/g;
const DAY_S = 86_400;

/** When a one-time job runs: a date, an ISO time, or words such as `in 10 seconds`. */
export function readMoment(when: string | Date, now: number): number {
  if (when instanceof Date) return when.getTime();
  const span = readSpan(when);
  if (span !== undefined) return now + span;
  const moment = Date.parse(when);
  if (Number.isNaN(moment)) throw new Error(`"${when}" is no time that this workspace understands`);
  return moment;
}

/** When a recurring job runs next: milliseconds, words such as `5 minutes`, or cron of five or six fields. */
export function nextRun(interval: string | number, now: number): number {
  if (typeof interval === 'number') return now + interval;
  const span = readSpan(interval);
  return span === undefined ? nextCron(interval, now) : now + span;
}

function readSpan(text: string): number | undefined {
  let total: number | undefined;
  for (const [, amount = '1', unit = ''] of text.toLowerCase().matchAll(HUMAN)) {
    total = (total ?? 0) + (Number.isNaN(Number(amount)) ? 1 : Number(amount)) * (UNITS[unit] ?? 0);
  }
  return total;
}

/** Seconds, minutes and hours of a cron line; days and months have to be `*`. Times are UTC. */
function nextCron(line: string, now: number): number {
  const given = line.trim().split(/\s+/);
  const [second = '0', minute = '*', hour = '*', ...days] = given.length === 5 ? ['0', ...given] : given;
  if (given.length < 5 || days.some((field) => field !== '*')) {
    throw new Error(`"${line}" is no interval that this workspace understands`);
  }
  const start = Math.floor(now / 1_000) + 1;
  for (let at = start; at <= start + DAY_S; at += 1) {
    const time = new Date(at * 1_000);
    const fits = matches(second, time.getUTCSeconds()) && matches(minute, time.getUTCMinutes());
    if (fits && matches(hour, time.getUTCHours())) return at * 1_000;
  }
  throw new Error(`"${line}" never comes`);
}

function matches(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    const [range = '*', step = '1'] = part.split('/');
    const [from = '0', to = part.includes('/') ? '59' : from] = range === '*' ? ['0', '59'] : range.split('-');
    return value >= Number(from) && value <= Number(to) && (value - Number(from)) % Number(step) === 0;
  });
}
