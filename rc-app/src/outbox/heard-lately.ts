/**
 * The hook of an edit right after a message may come before that of the message, which is then waited for this long after
 * it was said. Another server of the same workspace may have heard it instead, and will not tell us.
 */
const OVERTAKEN_MS = 2_000;

/** Far more than a workspace says in that time. */
const MOST = 5_000;

/** Messages of which the app has heard, so that no event about a message overtakes the message. */
export interface HeardLately {
  note(messageId: string): void;
  /** Has the app heard of it? */
  has(messageId: string): boolean;
  /** @param ageMs the age of the message; resolves at once if the app must have heard of the message by now */
  heard(messageId: string, ageMs: number): Promise<void>;
}

/** @param later runs something after a time, give or take */
export function openHeardLately(later: (run: () => void, ms: number) => void): HeardLately {
  const known = new Set<string>();
  const awaited = new Map<string, (() => void)[]>();

  function goOn(messageId: string): void {
    for (const each of awaited.get(messageId) ?? []) each();
    awaited.delete(messageId);
  }

  return {
    note(messageId) {
      known.add(messageId);
      if (known.size > MOST) known.delete(oldest(known));
      goOn(messageId);
    },
    has: (messageId) => known.has(messageId),
    async heard(messageId, ageMs) {
      if (known.has(messageId) || ageMs >= OVERTAKEN_MS) return;
      await new Promise<void>((resolve) => {
        awaited.set(messageId, [...(awaited.get(messageId) ?? []), resolve]);
        // A server whose clock is behind ours makes no message wait longer than that.
        later(() => goOn(messageId), OVERTAKEN_MS - Math.max(0, ageMs));
      });
    },
  };
}

/** A set lists its members in the order in which they came. */
function oldest(of: ReadonlySet<string>): string {
  const [first = ''] = of;
  return first;
}
