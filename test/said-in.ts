/** A text of a catalogue, in each of the forms that its values give it. */
export type Said = ReadonlyMap<string, readonly string[]>;

/** Words that stand nowhere in a catalogue. An array has two of them. */
const word = (name: string): string => `‹${name}›`;

const COUNTS = ['count', 'lines', 'more', 'minutes', 'helpers', 'ahead', 'most', 'waiting'];
const SPANS = ['ms', 'oldestMs', 'ageMs'];
const LISTS = ['commands', 'usernames', 'decisions', 'whose'];
const FLAGS = ['hasCode', 'isAtWork'];
/** Each may be absent. */
const OPTIONAL = ['plugin', 'fault', 'reason', 'room', 'who', 'where', 'why', 'by', 'site', 'choice'];
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  instant: [0],
  way: ['in', 'out'],
  outcome: ['accepted', 'duplicate', 'refused', 'failed', 'waits', 'given-up', 'done'],
};

/** The values that a parameter may have. In a hint, the commands are one text, too. */
function valuesFor(name: string, isHint: boolean): readonly unknown[] {
  if (COUNTS.includes(name)) return [0, 1, 2, 5];
  if (SPANS.includes(name)) return [1_000, 7 * 60_000];
  if (FLAGS.includes(name)) return [true, false];
  if (LISTS.includes(name) && !isHint) return [[word('one'), word('two')], [word('one')]];
  return VALUES[name] ?? (OPTIONAL.includes(name) ? [word(name), undefined] : [word(name)]);
}

type Speaks = (...given: unknown[]) => string;

/** Every text by its path, such as `STATUS.keys`. Functions are called as the pattern has them: it names their parameters. */
export function saidBy(catalogue: object, pattern: object = catalogue): Said {
  const said = new Map<string, readonly string[]>();
  const visit = (text: unknown, like: unknown, path: string): void => {
    if (typeof text === 'string') said.set(path, [text]);
    else if (typeof text === 'function') said.set(path, formsOf(text as Speaks, String(like), path));
    else
      for (const [key, each] of Object.entries(text as object)) {
        visit(each, (like as Record<string, unknown>)[key], path ? `${path}.${key}` : key);
      }
  };
  visit(catalogue, pattern, '');
  return said;
}

function formsOf(text: Speaks, source: string, path: string): string[] {
  const [, given = ''] = /^function \w+\((.*?)\)\s*\{/s.exec(source) ?? /^\(?(.*?)\)?\s*=>/s.exec(source) ?? [];
  const names = given.match(/\w+/g) ?? [];
  const kindOf = (name: string) => (name === 'at' && path === 'LOG.line' ? 'instant' : name);
  const isHint = path.startsWith('HINTS') || path === 'HELP' || given.includes('{ commands }');
  const takesOne = given.startsWith('{');
  // One value of one parameter is another at a time: all combinations would be thousands.
  const usual = Object.fromEntries(names.map((name) => [name, valuesFor(kindOf(name), isHint)[0]]));
  const others = names.flatMap((name) => valuesFor(kindOf(name), isHint).map((value) => ({ ...usual, [name]: value })));
  const all: Record<string, unknown>[] = others.length > 0 ? others : [usual];
  return all.map((values) => (takesOne ? text(values) : text(...names.map((name) => values[name]))));
}

/** What has to be the same in all languages: the words that were put in, code, and a sign at the beginning. */
export function fixedIn(text: string): string[] {
  const put = text.match(/‹\w+›|\{\w+\}/g) ?? [];
  const code = text.match(/```[\s\S]*?```|`[^`]+`/g) ?? [];
  const sign = /^\p{Extended_Pictographic}/u.exec(text) ?? [];
  const count = text.includes('5') ? ['5'] : [];
  return [...new Set([...put, ...code, ...sign, ...count])].sort();
}
