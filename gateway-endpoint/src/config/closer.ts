export type Section = Readonly<Record<string, unknown>>;

/** What becomes of several values of one key. */
interface Joined {
  readonly value: unknown;
  /** Whether they differ, so that one of them has lost something. */
  readonly differ: boolean;
}

/** The closed ones stand first. */
const POLICIES: readonly unknown[] = ['disabled', 'allowlist', 'pairing', 'open'];

/**
 * One value of several that come to stand under one key: nobody may get a right that one of them refuses. Of two lists
 * of people only those count that stand in both, and a switch is off if it is off once. Otherwise the first one counts.
 */
export function closer(key: string, values: readonly unknown[]): Joined {
  const given = values.filter((each) => each !== undefined && each !== null);
  const [first, ...others] = given;
  if (others.length === 0) return { value: first ?? values[0], differ: false };
  if (key === 'rooms' && given.every(isSection)) return inBoth(given);
  const differ = others.some((each) => JSON.stringify(each) !== JSON.stringify(first));
  return { value: differ ? closest(key, given) : first, differ };
}

function closest(key: string, given: readonly unknown[]): unknown {
  if (key === 'allow') return given.includes(false) ? false : given[0];
  if (key === 'dmPolicy') return POLICIES.find((each) => given.includes(each)) ?? given[0];
  if (!['users', 'allowFrom'].includes(key) || !given.every((each) => Array.isArray(each))) return given[0];
  const listed = given.filter((list) => !list.includes('*'));
  const [least = given[0] as unknown[], ...others] = listed;
  return least.filter((each) => others.every((list) => list.includes(each)));
}

/** The rooms of all records. One that stands in several has the keys of all its entries. */
function inBoth(records: readonly Section[]): Joined {
  const names = [...new Set(records.flatMap((each) => Object.keys(each)))];
  const rooms = names.map((name) => [name, roomOf(records.flatMap((each) => own(each, name)))] as const);
  return {
    value: Object.fromEntries(rooms.map(([name, { value }]) => [name, value])),
    differ: rooms.some(([, { differ }]) => differ),
  };
}

/** Other plugins have a list and a switch of a room under several names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  allow: ['allow', 'enabled'],
  users: ['users', 'allowFrom', 'groupAllowFrom'],
};

function roomOf(entries: readonly unknown[]): Joined {
  const [first, ...others] = entries;
  if (others.length === 0 || !entries.every(isSection)) return { value: first, differ: others.length > 0 };
  const rest = Object.assign({}, ...[...entries].reverse()) as Record<string, unknown>;
  for (const [key, names] of Object.entries(NAMES)) {
    const values = entries.flatMap((each) => names.flatMap((name) => own(each, name)));
    for (const name of names) delete rest[name];
    if (values.length > 0) rest[key] = closer(key, values).value;
  }
  return { value: rest, differ: true };
}

const own = (section: Section, key: string): unknown[] => (Object.hasOwn(section, key) ? [section[key]] : []);

export const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
