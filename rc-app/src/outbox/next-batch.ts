import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import { type Entry, settlesAt } from './entry.ts';

/**
 * The next batch: the events that have settled, with all that happened in their rooms before them, as many as one delivery
 * holds. None leaves before an earlier one of another room. Only where more waits than that, rooms take turns, so a room in
 * which much waits delays no other.
 *
 * @param entries are put into the order in which they happened
 * @param hasSettled has it waited long enough for what happened before it?
 */
export function nextBatch(entries: Entry[], hasSettled: (entry: Entry) => boolean, most: number): Entry[] {
  // Array.prototype.sort is stable: events of the same millisecond stay in the order in which we heard them.
  entries.sort((a, b) => a.row.event.at - b.row.event.at);
  joinedFirst(entries);
  const next = inTurns(ready(entries, hasSettled));
  const chosen = new Set(next.slice(0, Math.min(most, fitting(next))));
  return entries.filter((entry) => chosen.has(entry));
}

/** When the first event may leave: that is when one of its room has settled. */
export function firstSettlesAt(entries: readonly Entry[]): number {
  const [first] = entries;
  if (!first) return Number.POSITIVE_INFINITY;
  const head = entries.reduce(
    (earliest, entry) => (entry.row.event.at < earliest.row.event.at ? entry : earliest),
    first,
  );
  const room = roomOf(head.row.event);
  return Math.min(...entries.filter(({ row }) => roomOf(row.event) === room).map(settlesAt));
}

/** The events up to the first one behind which nothing in its room has settled. */
function ready(entries: readonly Entry[], hasSettled: (entry: Entry) => boolean): Entry[] {
  const settled = new Set<string | undefined>();
  const covered = entries.toReversed().map((entry) => {
    const room = roomOf(entry.row.event);
    if (hasSettled(entry)) settled.add(room);
    return settled.has(room);
  });
  const until = covered.lastIndexOf(false);
  return entries.slice(0, until < 0 ? entries.length : entries.length - 1 - until);
}

/** The entries of each room in their order; those of no room are together. */
export function byRoom(entries: readonly Entry[]): Map<string | undefined, Entry[]> {
  const rooms = new Map<string | undefined, Entry[]>();
  for (const entry of entries) {
    const room = roomOf(entry.row.event);
    const others = rooms.get(room);
    if (others) others.push(entry);
    else rooms.set(room, [entry]);
  }
  return rooms;
}

/** The first of each room, in the order in which they happened, then the second of each, and so on. */
function inTurns(entries: readonly Entry[]): Entry[] {
  return [...byRoom(entries).values()]
    .flatMap((ofRoom) => ofRoom.slice(0, LIMITS.eventsPerBatch).map((entry, turn) => ({ entry, turn })))
    .sort((a, b) => a.turn - b.turn || a.entry.row.event.at - b.entry.row.event.at)
    .map(({ entry }) => entry);
}

/** Hooks come in no order, and a joining has no time of its own: the app may hear of it so much later. */
const JOIN_LAG_MS = 2_000;

/** The bot's joining of a room comes before the first messages to it there. */
function joinedFirst(entries: Entry[]): void {
  for (const joined of entries.filter(({ row }) => row.event.type === 'room.joined')) {
    const { event } = joined.row;
    const from = entries.indexOf(joined);
    let to = from;
    for (const [at, { row }] of [...entries.slice(0, from).entries()].reverse()) {
      if (row.event.at < event.at - JOIN_LAG_MS) break;
      if (roomOf(row.event) !== roomOf(event)) continue;
      if (row.event.type === 'room.left' || row.event.type === 'room.joined') break;
      to = at;
    }
    entries.splice(to, 0, ...entries.splice(from, 1));
  }
}

/** Undefined for an event that belongs to no room. */
const roomOf = (event: Event): string | undefined => ('room' in event ? event.room.id : undefined);

/** How many fit into one delivery; a single event always does. */
function fitting(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const [index, { row }] of entries.entries()) {
    bytes += new TextEncoder().encode(JSON.stringify(row.event)).length;
    if (index > 0 && (bytes > LIMITS.payloadBytes || index >= LIMITS.eventsPerBatch)) return index;
  }
  return entries.length;
}
