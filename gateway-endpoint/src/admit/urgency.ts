/**
 * Whether an event may interrupt the running turn of its lane. It is stored with the event, so that only such events
 * are looked at while the turn runs.
 */
export const URGENCY = {
  /** It waits. */
  waits: 0,
  /** It waits, unless the turn has asked a question: then every message in the lane is an answer. */
  answers: 1,
  /** It has to be looked at. */
  unclear: 2,
  /** It does not wait. */
  now: 3,
} as const;

export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];
