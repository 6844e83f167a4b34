import { LIMITS } from '../contract/limits.ts';
import { Refusal } from '../errors.ts';
import type { Claims } from './claims.ts';

export interface ReplayWindow {
  /**
   * Remembers an attempt. True the first time, false when it was seen before.
   *
   * @throws Refusal `not-ready` when the window is full: forgetting early would let a replay in
   */
  admit(claims: Claims, now: number): boolean;
}

/**
 * Attempts seen in the last two minutes, in memory: a restart forgets them, which is harmless, because a repeated event is
 * known by its id and a repeated command by its key, both durable.
 */
export function openReplayWindow(entries: number = LIMITS.replayEntries): ReplayWindow {
  // Insertion order is age order, since all entries live equally long.
  const seen = new Map<string, number>();

  function forget(now: number): void {
    for (const [jti, until] of seen) {
      if (until > now) return;
      seen.delete(jti);
    }
  }

  return {
    admit(claims, now) {
      forget(now);
      if (seen.has(claims.jti)) return false;
      if (seen.size >= entries) throw new Refusal('not-ready', `more than ${entries} deliveries in two minutes`);
      seen.set(claims.jti, now + LIMITS.replayWindowSeconds * 1_000);
      return true;
    },
  };
}
