import type { Event } from '@rocketchat-openclaw/shared';
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
   * @returns undefined while an admin lets nothing leave
   */
  open(): Promise<Deliver | undefined>;
  /** How a message that had to wait stands now. Never throws, and answers within seconds. */
  asItStands(waiting: Words): Promise<Standing>;
  readonly rows: Rows;
}
