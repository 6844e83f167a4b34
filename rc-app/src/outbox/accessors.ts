import type { Event } from '@rocketchat-openclaw/shared';
import type { Surroundings } from './entry.ts';
import type { Pushed } from './pushed.ts';
import type { Rows } from './rows.ts';
import type { Standing, Words } from './stand.ts';

/** Pushes one batch and never throws. */
export type Deliver = (events: Event[]) => Promise<Pushed>;

/** The server and the gateway, as the outbox reaches them. Any hook's accessors will do: they all lead to the same server. */
export interface OutboxAccessors {
  /**
   * Asks the server what the next batch needs, and never throws. Its answer comes after everything that the server told
   * us before, however long either of us stood still.
   *
   * @param isInStep the server has just answered another question, so that this one may be saved
   * @returns undefined while an admin lets nothing leave
   */
  open(isInStep: boolean): Promise<Deliver | undefined>;
  /** How a message that had to wait stands now. Never throws, and answers within seconds. */
  asItStands(waiting: Words): Promise<Standing>;
  /** What else there is in the room of an event. Never throws. */
  surroundings(event: Event): Promise<Surroundings>;
  readonly rows: Rows;
}
