import type { Tell } from '../app-client/tell-person.ts';

/** Tells a person why the bot stays silent: only them, at most once an hour in each room. */
export type Hint = (told: { readonly eventId: string; readonly place: Tell['place']; readonly text: string }) => void;

export interface Hinting {
  /** Never waited for: what happens to the event is decided already. */
  readonly tell: (what: Tell) => Promise<void>;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

/** Whatever the reasons: who is told one thing about a room need not hear the next one a minute later. */
export const HINT_EVERY_MS = 60 * 60_000;

/** People in rooms that are remembered; the one told longest ago is forgotten first, and may be told again. */
export const MOST_HINTED = 5_000;

/** Late, it would only confuse. */
const HINT_TIMEOUT_MS = 10_000;

export function openHints({ tell, clock, log }: Hinting): Hint {
  const told = new Map<string, number>();
  return ({ eventId, place, text }) => {
    const key = `${place.roomId} ${place.userId}`;
    const last = told.get(key);
    if (last !== undefined && clock() - last < HINT_EVERY_MS) return;
    told.delete(key);
    told.set(key, clock());
    const [oldest] = told.keys();
    if (told.size > MOST_HINTED && oldest !== undefined) told.delete(oldest);
    tell({ place, text, keyOf: { event: eventId, purpose: 'hint' }, timeoutMs: HINT_TIMEOUT_MS }).catch(
      (error: unknown) => log.warn(`event ${eventId}: its author was not told why: ${String(error)}`),
    );
  };
}
