import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { Amended } from '../admit/under-hand.ts';
import { isAnsweredIn } from '../host/transcript.ts';
import { answerCommand } from './answer-command.ts';
import { type Asked, type FromControl, judge } from './ask.ts';
import type { Known, TurnFacts } from './context.ts';
import { gather } from './gather.ts';
import { type Handled, WAITS_AGAIN } from './handled.ts';
import { inOrder, REFUSED } from './in-order.ts';
import { joinedTo } from './join-next.ts';
import type { Place } from './line.ts';
import { tellLate } from './notice/tell-late.ts';
import { refuse } from './refuse.ts';
import { runTurn } from './run-turn.ts';
import type { Services } from './services.ts';
import { ADOPTION_MS, stepAsideAfter } from './step-aside.ts';

/**
 * A message → a turn of the agent, or the reason why not.
 *
 * @param control where it was clicked, and so does not stand in the room, to be marked and to have a thread under it
 */
export async function handleMessage(
  told: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  claim: Claim,
  services: Services,
  control?: FromControl,
): Promise<Handled> {
  const { verdict, ...asked } = await judge(told, bot, services, control);
  if (!verdict.start) {
    // It may have been a question before it changed; a later edit may make it one again.
    services.answered.release(turnOf(asked));
    return refuse({ ...asked, verdict }, services);
  }
  if (claim.isLate) return comeTooLate(asked, claim, services);
  if (!services.answered.claim(turnOf(asked))) return { outcome: { silence: 'already-a-turn' } };
  for (const event of joinedTo(claim)) services.answered.claim(turnOf({ ...asked, event }));

  forgetSilence(asked, services);
  const known = { ...asked, verdict };
  const answered = await answerCommand(known, claim, services);
  if (answered) return answered;
  return inOrder(known, claim, services, async (place) => {
    if (wasAnswered(known, claim, services)) return endAnswered(known, claim, services);
    return start(await gather(known, claim, services), place, claim, services);
  });
}

/**
 * The agent has read and answered it before a crash, and OpenClaw had not adopted it: OpenClaw goes on with a turn as soon as
 * the message stands in its transcript, and would answer the message once more.
 */
function wasAnswered({ event, conversation, verdict }: Known, claim: Claim, services: Services): boolean {
  if (!claim.isFromBefore || verdict.command) return false;
  const { route, sessionKey } = conversation;
  return isAnsweredIn(services.transcriptOf({ agentId: route.agentId, sessionKey }), event.message.id);
}

function endAnswered({ event }: Known, claim: Claim, services: Services): Handled {
  claim.handOver?.();
  for (const each of [event, ...joinedTo(claim)]) services.recordOutcome(each, 'turn');
  return { outcome: 'turn' };
}

function comeTooLate(asked: Asked, claim: Claim, services: Services): Handled {
  claim.handOver?.();
  tellLate(asked.event, asked, services);
  return { outcome: { silence: 'too-late' } };
}

/** The person gets an answer now, so earlier notices are not needed. */
function forgetSilence({ event, conversation }: Asked, { lateMail, isHeard }: Services): void {
  lateMail.forget(event.message.id, event.room.id);
  if (conversation.kind === 'direct') isHeard(event.actor.id);
}

const turnOf = ({ event, conversation }: Pick<Asked, 'event' | 'conversation'>) => ({
  messageId: event.message.id,
  eventId: event.id,
  sessionKey: conversation.sessionKey,
  writtenAt: event.message.createdAt,
});

/** Runs the turn. Its outcome is recorded with the adoption by OpenClaw, because the answer may take minutes. */
async function start(facts: TurnFacts, place: Place, claim: Claim, services: Services): Promise<Handled> {
  const { event, conversation, verdict } = facts;
  const outcome = verdict.command ? 'command' : 'turn';
  if (conversation.kind === 'direct') services.sender.learnDirectRoom(event.actor.id, event.room.id);
  const { turnJournal, runtime, sender, presence, waiting, writingIn, log } = services;
  if (claim.isFromBefore) for (const each of joinedTo(claim)) presence.waitedBefore({ ...facts, event: each });
  const turn = { ...facts, ...presence.in(facts), claim, place, turnJournal, runtime, sender, waiting, writingIn, log };
  try {
    // If something delays the adoption, e.g. a blocked database of OpenClaw, other rooms go on.
    const running = stepAsideAfter(claim, () => runTurn(turn), ADOPTION_MS);
    const way = await Promise.race([claim.adopted, running]);
    if (way === 'refused') return REFUSED;
    if (way === 'given-back') return WAITS_AGAIN;
    for (const each of [event, ...joinedTo(claim)]) services.recordOutcome(each, outcome);
    await running;
  } catch (error) {
    // After the change it may no longer be a question; a later edit may make it one again.
    if (error instanceof Amended) services.answered.release(turnOf(facts));
    throw error;
  }
  return { outcome };
}
