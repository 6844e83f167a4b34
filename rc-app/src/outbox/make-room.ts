import { type Event, type EventOf, LIMITS } from '@rocketchat-openclaw/shared';
import type { Entry } from './entry.ts';
import type { Weight } from './row.ts';

/** How many events wait at most, as long as there are some that may make room. */
const MOST_WAITING = 5_000;
/** So many are removed at once, because each time costs calls to the server. */
const AT_ONCE = 100;

const GIVING_WAY: readonly Weight[] = ['reaction', 'context'];

/** The oldest of the least important events, if there are too many. */
export function toMakeRoom(entries: readonly Entry[]): Entry[] {
  if (entries.length <= MOST_WAITING) return [];
  const oldestFirst = [...entries].sort((a, b) => a.row.event.at - b.row.event.at);
  const inOrder = GIVING_WAY.flatMap((weight) =>
    oldestFirst.filter(({ row, isUnderWay }) => row.weight === weight && !isUnderWay),
  );
  return inOrder.slice(0, AT_ONCE);
}

type Gap = EventOf<'gap'>;

/**
 * The gaps that replace the removed events: one for each room, which grows as long as it waits.
 *
 * @param waiting gaps that the gateway cannot know yet
 * @returns each gap that is new or has grown
 */
export function gapsFor(gone: readonly Event[], waiting: readonly Gap[]): Gap[] {
  const gaps = new Map<string, Gap>();
  const key = ({ room, what }: Pick<Gap, 'room' | 'what'>) => `${what} ${room.id}`;
  const known = new Map(waiting.map((gap) => [key(gap), gap]));
  for (const event of gone) {
    if (!('room' in event) || event.type === 'gap') continue;
    const { room, actor, at, id } = event;
    const what = event.type.startsWith('reaction') ? 'reactions' : 'messages';
    const before = gaps.get(key({ room, what })) ?? known.get(key({ room, what }));
    gaps.set(key({ room, what }), {
      type: 'gap',
      id: before?.id ?? gapIdOf(id),
      at: Math.min(before?.at ?? at, at),
      room,
      actor,
      what,
      count: (before?.count ?? 0) + 1,
      since: Math.min(before?.since ?? at, at),
      until: Math.max(before?.until ?? at, at),
    });
  }
  return [...gaps.values()];
}

/** As long as an id may be, an event's own kind makes room for ours. */
function gapIdOf(eventId: string): string {
  const id = `gap:${eventId}`;
  return id.length <= LIMITS.eventIdChars ? id : `gap:${eventId.replace(/^[^:]*:/, '')}`;
}
