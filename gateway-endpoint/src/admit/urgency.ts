/**
 * What an event has to do with a turn that is under way in its lane: kept with it, so that among all that waits for the end
 * of the turn only what may interrupt it is looked at.
 */
export const URGENCY = {
  /** It waits. */
  waits: 0,
  /** It waits, unless the turn has asked something: all that is written in the lane is an answer then. */
  answers: 1,
  /** Nobody knows without a look. */
  unclear: 2,
  /** It does not wait. */
  now: 3,
} as const;

export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];
