import { type Command, openTokenBucket, RATES, type RateName, Refusal } from '@rocketchat-openclaw/shared';

/** Limits for each kind of command, so that a gateway, or a thief of its secret, cannot overload the server. */
export interface Bounds {
  /**
   * @returns a function to call when the command has been carried out
   * @throws Refusal `too-many`
   */
  enter(command: Command['command']): () => void;
  /** Before a direct room is made. @throws Refusal `too-many` */
  newDirect(): void;
}

/** Carried out at the same time. A call that fetches waits for most of a minute and does nothing meanwhile. */
const MOST_AT_ONCE = 250;
const MOST_FETCHING = 10;

/** The rates that a command counts for. */
export const KINDS: { readonly [T in Command['command']]: readonly RateName[] } = {
  hello: ['hello'],
  post: ['write', 'ledger'],
  update: ['write', 'ledger'],
  delete: ['write', 'ledger'],
  react: ['write', 'ledger'],
  unreact: ['write', 'ledger'],
  notify: ['write', 'ledger'],
  upload: ['write', 'ledger'],
  openView: ['write', 'ledger'],
  pin: ['write'],
  unpin: ['write'],
  reactions: ['read'],
  readFile: ['read'],
  history: ['read'],
  thread: ['read'],
  pins: ['read'],
  outcome: ['read'],
  findRooms: ['lookUp'],
  findUsers: ['lookUp'],
  namesTaken: ['names'],
  members: ['lookUp'],
  openDirect: ['openDirect'],
  typing: ['typing'],
  filePart: ['filePart'],
  fetch: ['fetch'],
};

export function openBounds(stopwatch: () => number): Bounds {
  const names = Object.keys(RATES) as RateName[];
  const buckets = new Map(names.map((name) => [name, openTokenBucket(RATES[name])]));
  const inside = { working: 0, fetching: 0 };

  function take(name: RateName): void {
    const retryAfterMs = buckets.get(name)?.take(stopwatch());
    if (retryAfterMs) throw new Refusal('too-many', `more than the app does of this kind (${name})`, { retryAfterMs });
  }

  return {
    newDirect: () => take('newDirect'),
    enter(command) {
      const [which, most] =
        command === 'fetch' ? (['fetching', MOST_FETCHING] as const) : (['working', MOST_AT_ONCE] as const);
      if (inside[which] >= most) {
        throw new Refusal('too-many', `${most} commands are being carried out already`, { retryAfterMs: 1_000 });
      }
      for (const name of KINDS[command]) take(name);
      inside[which] += 1;
      return () => {
        inside[which] -= 1;
      };
    },
  };
}
