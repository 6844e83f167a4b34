import type { Event } from '@rocketchat-openclaw/shared';

/**
 * The order in which events are removed when there are too many: reactions first, then messages that do not address the
 * bot. An `addressed` event is never removed.
 */
export type Weight = 'reaction' | 'context' | 'addressed';

/** An event that waits, as it is stored. */
export interface Row {
  readonly event: Event;
  readonly weight: Weight;
  /** When it came into the outbox, in milliseconds since 1970. Other processes take its age from this. */
  readonly heardAt: number;
  /** The highest of several rows of one event is valid: an edit may have changed its text. */
  readonly version: number;
  /**
   * The last edit that it has taken in. If the gateway turns out to know the earlier text, the edit is sent by itself.
   */
  readonly edit?: Event | undefined;
}

/** An event that was given up until an admin sends it again. */
export interface DeadLetter extends Row {
  readonly why: string;
  readonly diedAt: number;
}
