import type { Tell } from '../app-client/tell-person.ts';
import type { Silence } from './verdict.ts';

export interface Hinted {
  readonly eventId: string;
  readonly place: Tell['place'];
  readonly text: string;
  readonly reason: Silence;
  /** Was it a command, or a direct message? These get an answer each time. */
  readonly isOwed: boolean;
}

/** Tells a person why the bot stays silent: only them, and one reason at most once an hour in each room. */
export type Hint = (told: Hinted) => void;

export interface Hinting {
  /** Not awaited: the outcome of the event is decided already. */
  readonly tell: (what: Tell) => Promise<void>;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

/** The same hint is not repeated within this time; another reason gets another hint. */
export const HINT_EVERY_MS = 60 * 60_000;

/** Hints that are remembered. The oldest is forgotten first, and may be given again. */
export const MOST_HINTED = 5_000;

/** A late hint would only confuse. */
const HINT_TIMEOUT_MS = 10_000;

export function openHints({ tell, clock, log }: Hinting): Hint {
  const told = new Map<string, number>();
  return ({ eventId, place, text, reason, isOwed }) => {
    const key = JSON.stringify([place.roomId, place.userId, reason]);
    const last = told.get(key);
    if (!isOwed && last !== undefined && clock() - last < HINT_EVERY_MS) return;
    told.delete(key);
    told.set(key, clock());
    const [oldest] = told.keys();
    if (told.size > MOST_HINTED && oldest !== undefined) told.delete(oldest);
    tell({ place, text, keyOf: { event: eventId, purpose: 'hint' }, timeoutMs: HINT_TIMEOUT_MS }).catch(
      (error: unknown) => log.warn(`event ${eventId}: its author did not get the reason: ${String(error)}`),
    );
  };
}
