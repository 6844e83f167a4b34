/**
 * Whether an event may interrupt a turn that is under way in its lane. It is stored with the event, so that of all that
 * wait for the end of the turn only those that may interrupt it are looked at.
 */
export const URGENCY = {
  /** It waits. */
  waits: 0,
  /** It waits, unless the turn has asked something: all that is written in the lane is an answer then. */
  answers: 1,
  /** Only a closer look shows it. */
  unclear: 2,
  /** It does not wait. */
  now: 3,
} as const;

export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];
