import type { Event } from '@rocketchat-openclaw/shared';

/**
 * Which events make room when there are too many: reactions first, then messages that do not address the bot. An
 * `addressed` one never does.
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
  /** The last edit that it has taken in. If the gateway knew the words before it, the edit is sent by itself. */
  readonly edit?: Event | undefined;
}

/** An event that is not tried any more until an admin says so. */
export interface DeadLetter extends Row {
  readonly why: string;
  readonly diedAt: number;
}
