import {
  type AppHello,
  type Event,
  type EventBatch,
  type EventOf,
  type EventsAnswer,
  type GatewayHello,
  Refusal,
} from '@rocketchat-openclaw/shared';
import type { Inbox } from '../admit/inbox.ts';

export interface Answering {
  readonly inbox: Pick<Inbox, 'admit' | 'holds'>;
  /** The gateway's hello, in answer to the app's. */
  readonly hello: (to: AppHello) => GatewayHello;
  /** The app introduced itself. */
  readonly onHello: (event: EventOf<'app.hello'>) => void;
}

/**
 * Stores new events and answers. Hellos are answered at once and not stored.
 *
 * @throws Refusal `not-ready` when the events cannot be stored, `queue-full` when too much waits: the app keeps them
 * and comes again
 */
export async function answer({ bot, events }: EventBatch, door: Answering): Promise<EventsAnswer> {
  const toStore = events.filter((event) => !isHello(event));
  const admissions = await store(() => door.inbox.admit(toStore.map((event) => ({ event, bot }))));
  const outcomes = new Map(toStore.map((event, index) => [event.id, admissions[index] ?? 'accepted']));
  const greetings = events.filter(isHello);
  for (const greeting of greetings) door.onHello(greeting);
  const last = greetings.at(-1);
  return {
    results: events.map(({ id }) => ({ id, outcome: outcomes.get(id) ?? 'accepted' })),
    ...(last && { hello: door.hello(last.hello) }),
  };
}

/**
 * The answer to a replayed attempt, which has no effect. The first attempt may have failed after it was noted, so only
 * events that are on disk are `duplicate`.
 */
export function answerReplay({ events }: EventBatch, { inbox }: Answering): EventsAnswer {
  if (!events.every((event) => isHello(event) || inbox.holds(event.id))) {
    throw new Refusal('not-ready', 'a repeated attempt, and the first one was not stored');
  }
  return { results: events.map(({ id }) => ({ id, outcome: 'duplicate' })) };
}

function isHello(event: Event): event is EventOf<'app.hello'> {
  return event.type === 'app.hello';
}

async function store<T>(append: () => Promise<T>): Promise<T> {
  try {
    return await append();
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('not-ready', 'the events cannot be stored', { cause });
  }
}
