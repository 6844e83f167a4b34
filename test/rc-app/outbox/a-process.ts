import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Deliver, OutboxAccessors } from '../../../rc-app/src/outbox/accessors.ts';
import type { Handed, Putting, Surroundings } from '../../../rc-app/src/outbox/entry.ts';
import { openOutbox } from '../../../rc-app/src/outbox/outbox.ts';
import type { Pushed } from '../../../rc-app/src/outbox/pushed.ts';
import { openRows } from '../../../rc-app/src/outbox/rows.ts';
import type { Standing } from '../../../rc-app/src/outbox/stand.ts';
import { EVENTS } from '../../shared/contract/samples.ts';
import { persisting } from '../persisting.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

type Answer = (ids: string[]) => Pushed | Promise<Pushed>;

/** The gateway's words. */
export const accepts: Answer = (ids) => ({
  delivered: true,
  answer: { results: ids.map((id) => ({ id, outcome: 'accepted' })) },
});
export const away =
  (retryAfterMs?: number): Answer =>
  () => ({ delivered: false, retry: 'later', why: 'away', ...(retryAfterMs && { retryAfterMs }) });
export const shut: Answer = () => ({ delivered: false, retry: 'pause', why: 'answered 401' });
/** Refuses a whole batch for one event in it. */
export const poisonedBy =
  (...poison: string[]): Answer =>
  (ids) =>
    ids.some((id) => poison.includes(id)) ? { delivered: false, retry: 'never', why: 'answered 400' } : accepts(ids);

/** The database of the workspace, which outlives every process. */
export function aStore() {
  const { all, persistence, reader } = persisting();
  const rows = openRows({ read: { getPersistenceReader: () => reader } as unknown as IRead, persistence });
  return { all, rows };
}

/** The time of all processes. */
export function aTime() {
  let now = 0;
  let shift = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    /** The wall clock. */
    clock: () => now + shift,
    /** Somebody sets the wall clock: by so much, from how it was at first. */
    setClock(ms: number) {
      shift = ms;
    },
    later: (run: () => void, ms: number) =>
      void (ms === 0 ? setImmediate(run) : timers.push({ at: now + Math.max(1, ms), run })),
    async pass(ms: number) {
      await settled();
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.run();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

export type Time = ReturnType<typeof aTime>;

/** One process with an outbox, whose time passes when we say so, and a gateway that answers as we say. */
export function aProcess({ time = aTime(), store = aStore(), dice = 1 } = {}) {
  const outside = {
    answer: accepts,
    isPaused: false,
    asking: async () => {},
    /** Messages that waited as the server has them now, by their ids. */
    stands: new Map<string, Standing>(),
    surroundings: 'unclear' as Surroundings,
  };
  const pushes: { ids: string[]; events: Event[]; at: number }[] = [];
  const got: Event[] = [];
  const outbox = openOutbox({ stopwatch: time.now, clock: time.clock, dice: () => dice, later: time.later });
  const deliver: Deliver = async (events) => {
    const ids = events.map(({ id }) => id);
    pushes.push({ ids, events: structuredClone(events), at: time.now() });
    const pushed = await outside.answer(ids);
    if (pushed.delivered) {
      const refused = pushed.answer.results.filter(({ outcome }) => outcome !== 'accepted').map(({ id }) => id);
      got.push(...structuredClone(events.filter(({ id }) => !refused.includes(id))));
    }
    return pushed;
  };
  const accessors: OutboxAccessors = {
    rows: store.rows,
    asItStands: async ({ message }) => outside.stands.get(message.id) ?? { is: 'same' },
    surroundings: async () => outside.surroundings,
    open: async () => {
      await outside.asking();
      return outside.isPaused ? undefined : deliver;
    },
  };
  const put = (event: Event, as: Partial<Putting> = {}): Promise<Handed> =>
    outbox.put(event, { weight: 'addressed', ...as }, accessors);
  return { ...time, outbox, accessors, outside, pushes, got, gotIds: () => got.map(({ id }) => id), put, store };
}

type Sent = EventOf<'message.sent'>;
type Change = { at?: number; text?: string; roomId?: string };

function sample<T extends Event['type']>(type: T): EventOf<T> {
  const found = EVENTS.find((event): event is EventOf<T> => event.type === type);
  if (!found) throw new Error(`there is no sample of ${type}`);
  return structuredClone(found);
}

/** A message whose event has the same id as itself. */
export function said(id: string, { at = 0, text = 'hi', roomId = 'GENERAL' }: Change = {}): Sent {
  const event = sample('message.sent');
  return { ...event, id, at, room: { ...event.room, id: roomId }, message: { ...event.message, id, text } };
}

export function joined(id: string, { at = 0, roomId = 'GENERAL' }: Change = {}): EventOf<'room.joined'> {
  const event = sample('room.joined');
  return { ...event, id, at, room: { ...event.room, id: roomId } };
}

export function edited(id: string, { at = 0, text = 'hi' }: Change = {}): EventOf<'message.updated'> {
  const event = sample('message.updated');
  return { ...event, id: `${id}:${at}`, at, message: { ...event.message, id, text } };
}

export function deleted(id: string, { at = 0 }: Change = {}): EventOf<'message.deleted'> {
  const event = sample('message.deleted');
  return { ...event, id: `${id}:deleted`, at, message: { ...event.message, id } };
}

export function reacted(id: string, { at = 0, roomId = 'GENERAL' }: Change = {}): EventOf<'reaction.added'> {
  const event = sample('reaction.added');
  return { ...event, id: `${id}:+1:${at}`, at, room: { ...event.room, id: roomId }, message: { ...event.message, id } };
}

export async function settled(): Promise<void> {
  for (let turns = 0; turns < 8; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** Until the gateway has all of it: many pushes, one after the other, take no time at all. */
export async function drained({ pushes }: Pick<ReturnType<typeof aProcess>, 'pushes'>): Promise<void> {
  for (let before = -1; before < pushes.length; ) {
    before = pushes.length;
    await settled();
    await settled();
  }
}
