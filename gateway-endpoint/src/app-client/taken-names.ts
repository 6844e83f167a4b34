import { LIMITS } from '@rocketchat-openclaw/shared';
import type { TakenNames } from '../text/taken-names.ts';
import type { AppClient } from './client.ts';

interface Facts {
  readonly client: AppClient;
  readonly newId: () => string;
  /** In milliseconds, never going back. */
  readonly stopwatch: () => number;
  /** Does the app carry out `namesTaken`? */
  readonly isKnown: () => boolean;
}

/** A new owner of a name is not noticed for this long. */
const LIFE_MS = 2 * 60_000;
/** The pause after an app that gave no answer. */
const REST_MS = 30_000;
const TIMEOUT_MS = 3_000;
const MOST = 2_000;

/** Remembers what the app said of a name for some minutes, and of the latest names only. */
export function openTakenNames({ client, newId, stopwatch, isKnown }: Facts): TakenNames {
  const known = new Map<string, { readonly taken: boolean; readonly until: number }>();
  let restsUntil = Number.NEGATIVE_INFINITY;

  function isTaken(name: string): boolean | undefined {
    const found = known.get(name);
    return found && found.until > stopwatch() ? found.taken : undefined;
  }

  function note(name: string, taken: boolean): void {
    known.delete(name);
    known.set(name, { taken, until: stopwatch() + LIFE_MS });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  }

  return {
    isTaken,
    async learn(all) {
      const isUnknown = (name: string) => name.length <= LIMITS.nameChars && isTaken(name) === undefined;
      const names = [...new Set(all)].filter(isUnknown).slice(0, LIMITS.namesAsked);
      if (names.length === 0 || !isKnown() || stopwatch() < restsUntil) return;
      const asking = { v: 1, command: 'namesTaken', key: `names.${newId()}`, names } as const;
      try {
        const { taken } = await client.call(asking, { attempts: 1, timeoutMs: TIMEOUT_MS });
        for (const name of names) note(name, taken.includes(name));
      } catch {
        // The post that is sent next fails for the same reason, and reports it.
        restsUntil = stopwatch() + REST_MS;
      }
    },
  };
}
