import { Refusal } from '@rocketchat-openclaw/shared';
import type { Admitted } from './admitted.ts';
import type { Held } from './held-events.ts';
import type { IngressQueue } from './queue.ts';

/**
 * The most that waits here for one account, in events and in bytes. The app keeps 5,000 events during an outage, so
 * this is the content of five outages in a row; and it fits on a small disk.
 */
export const MOST_HELD: Held = { events: 25_000, bytes: 64 * 1024 * 1024 };

type Queue = Pick<IngressQueue<unknown>, 'held' | 'holds'>;

/**
 * Lets in deliveries while there is room. A delivery comes in whole or not at all: the app keeps all of it, and sends
 * nothing of these rooms before it. An event that is stored already takes no room, so that its repeat is acknowledged.
 *
 * @returns a function to call when the events are stored and count as held
 */
export function openBound(queue: Queue, most: Held = MOST_HELD): (items: readonly Admitted[]) => () => void {
  let entering = { events: 0, bytes: 0 };
  const add = (events: number, bytes: number) => {
    entering = { events: entering.events + events, bytes: entering.bytes + bytes };
  };
  return (items) => {
    const unseen = items.filter(({ event }) => !queue.holds(event.id));
    const bytes = unseen.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
    const held = queue.held();
    const isFull =
      held.events + entering.events + unseen.length > most.events || held.bytes + entering.bytes + bytes > most.bytes;
    if (unseen.length > 0 && isFull) throw new Refusal('queue-full', fullness(held));
    add(unseen.length, bytes);
    return () => add(-unseen.length, -bytes);
  };
}

/** The size of the queue, in words for the log and the status. */
function fullness({ events, bytes }: Held): string {
  return `${events} events (${Math.ceil(bytes / 1024 / 1024)} MB) wait for the agent, and that is enough`;
}
