/** Fewer letters than these could be the beginning of any word. */
const LEAST_BEGUN = 3;

/**
 * Is this a misspelt command: one letter more, less or different, two letters swapped, or only its beginning? The first
 * letter must be right; otherwise `!crop` and `!hew` would be commands.
 */
export function isTypoOf(written: string, name: string): boolean {
  if (written === name || written[0] !== name[0]) return false;
  if (written.length >= LEAST_BEGUN && name.startsWith(written)) return true;
  const [short = '', long = ''] = written.length < name.length ? [written, name] : [name, written];
  if (long.length - short.length > 1) return false;
  const from = [...short].findIndex((letter, at) => letter !== long[at]);
  if (from < 0) return true;
  const [shortRest, longRest] = [short.slice(from), long.slice(from)];
  if (short.length < long.length) return shortRest === longRest.slice(1);
  return shortRest.slice(1) === longRest.slice(1) || isSwapped(shortRest, longRest);
}

function isSwapped(one: string, other: string): boolean {
  return one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2);
}
