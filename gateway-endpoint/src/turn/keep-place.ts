import type { Claim } from '../admit/inbox.ts';
import { enterLine, type Place } from './line.ts';

type OfClaim = Pick<Claim, 'adopted' | 'over' | 'comesAgain'>;

/** By the promise of its adoption, which is the same each time that a message is handled under one claim. */
const places = new WeakMap<Claim['adopted'], { readonly sessionKey: string; readonly place: Place }>();

/**
 * The place that the message has kept in the line of this session, or the last one. It keeps it until its claim has ended on
 * disk, also if it changes and is handled anew.
 */
export function placeOf(claim: OfClaim, sessionKey: string, answersAt: string): Place {
  const kept = places.get(claim.adopted);
  if (kept?.sessionKey === sessionKey) return kept.place;
  kept?.place.leave();
  const place = enterLine(sessionKey, answersAt, claim.comesAgain);
  places.set(claim.adopted, { sessionKey, place });
  claim.over
    .then((how) => {
      places.delete(claim.adopted);
      if (how === 'again') place.comesAgain();
      else place.leave();
    })
    // Neither throws; whatever fails, those behind it must not wait for it.
    .catch(() => place.leave());
  return place;
}
