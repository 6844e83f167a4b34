import type { Claim } from '../admit/inbox.ts';
import { Amended } from '../admit/under-hand.ts';
import { enterLine, type Place } from './line.ts';

/** By the promise of its adoption, which is the same each time that a message is handled under one claim. */
type OfClaim = Pick<Claim, 'adopted'>;

const places = new WeakMap<Claim['adopted'], { readonly sessionKey: string; readonly place: Place }>();

/** Runs the handling of a message. If it changes and is handled anew, it keeps its place in the line of its session. */
export async function keepingPlace<T>(claim: OfClaim, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    leave(claim);
    return result;
  } catch (error) {
    if (!(error instanceof Amended)) leave(claim);
    throw error;
  }
}

/** The place that the message has kept in the line of this session, or the last one. */
export function placeOf({ adopted }: OfClaim, sessionKey: string, answersAt: string): Place {
  const kept = places.get(adopted);
  if (kept?.sessionKey === sessionKey) return kept.place;
  kept?.place.leave();
  const place = enterLine(sessionKey, answersAt);
  places.set(adopted, { sessionKey, place });
  return place;
}

function leave({ adopted }: OfClaim): void {
  places.get(adopted)?.place.leave();
  places.delete(adopted);
}
