import type { Event } from '@rocketchat-openclaw/shared';

/**
 * What must make room when there is too much: reactions first, then what was said without addressing the bot. What is
 * `addressed` never does.
 */
export type Weight = 'reaction' | 'context' | 'addressed';

/** An event that waits, as it is stored. */
export interface Row {
  readonly event: Event;
  readonly weight: Weight;
  /** When it came into the outbox, in milliseconds since 1970: what counts for its age in another process. */
  readonly heardAt: number;
  /** Of several rows of one event the highest is the valid one: an edit may have changed what is to be said. */
  readonly version: number;
  /** The last edit that it has taken in: where the gateway knew the words before it, it is told by itself. */
  readonly edit?: Event | undefined;
}

/** An event that is not tried any more until an admin says so. */
export interface DeadLetter extends Row {
  readonly why: string;
  readonly diedAt: number;
}
