import type { Actor } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { Amended } from '../admit/under-hand.ts';
import type { QueueSettings } from '../host/queue-mode.ts';
import { nameOf } from '../place/name-of.ts';
import { judge } from './ask.ts';
import type { Known } from './context.ts';
import type { Services } from './services.ts';
import { whileItWaits } from './while-it-waits.ts';

type Joining = Pick<QueueSettings, 'debounceMs' | 'cap'>;

/**
 * Joins a message that has waited with those behind it, up to the first one that is of another person, is a command, or
 * starts no turn: they get one answer (`collect`). OpenClaw joins messages in its memory; here one event on disk takes the
 * others in, so that a crash loses none of them.
 *
 * @throws Amended if it has joined any: the event is handled anew, with their words
 */
export async function joinNext(known: Known, claim: Claim, services: Services, by: Joining): Promise<void> {
  const { event } = known;
  const room = by.cap - 1 - (claim.joined?.length ?? 0);
  await untilQuiet(claim, services, by.debounceMs, room);
  // They are taken up now, and it may have waited for long.
  const now = { ...services, present: services.presentNow() };
  const fitting: Admitted[] = [];
  for (const next of claim.behind?.(room) ?? []) {
    if (next.event.type !== 'message.sent' || next.takenBack) break;
    if (!(await fits(next.event, known, now))) break;
    fitting.push(next);
  }
  if (fitting.length > 0 && claim.join?.(fitting)) throw new Amended(event.id);
}

/** Resolves when nothing has come for this time, or no more can be joined: some rooms are never quiet. */
async function untilQuiet(claim: Claim, { pause }: Services, debounceMs: number, room: number): Promise<void> {
  const mayJoinMore = () => (claim.behind?.(room).length ?? 0) < room;
  for (let left = quietIn(claim, debounceMs); left > 0 && mayJoinMore(); left = quietIn(claim, debounceMs)) {
    await whileItWaits(pause(left, claim.abortSignal), claim);
    claim.abortSignal.throwIfAborted();
  }
}

function quietIn(claim: Claim, debounceMs: number): number {
  const quiet = claim.quietMs?.() ?? debounceMs;
  // Negative where the clock was set back.
  return quiet < 0 ? 0 : debounceMs - quiet;
}

/** Would it start a turn with the same rights? */
async function fits(next: Known['event'], known: Known, services: Services): Promise<boolean> {
  const { event, bot, verdict, conversation } = known;
  if (!isOfSamePerson(next.actor, event.actor) || next.message.threadId !== event.message.threadId) return false;
  const found = await judge(next, bot, services);
  // Its answer may have a thread of its own (`replyToMode`).
  if (found.conversation.sessionKey !== conversation.sessionKey) return false;
  return found.verdict.start && !found.verdict.command && found.verdict.reading === verdict.reading;
}

/** All people behind a bridge have one id, and each has a name. */
const isOfSamePerson = (one: Actor, other: Actor): boolean => one.id === other.id && nameOf(one) === nameOf(other);

/** The messages that a turn answers beside its own. */
export function joinedTo({ joined = [] }: Pick<Claim, 'joined'>): Known['event'][] {
  return joined.flatMap((each) => (each.type === 'message.sent' ? [each] : []));
}
