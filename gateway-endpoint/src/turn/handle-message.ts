import type { EventOf } from '@rocketchat-openclaw/shared';
import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { Amended } from '../admit/under-hand.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { take } from '../files/take.ts';
import { type GivenCommand, readCommand } from '../gate/command.ts';
import { gate } from '../gate/gate.ts';
import { helpFor, writtenPrefix } from '../gate/hints.ts';
import { isBot } from '../gate/rules.ts';
import { ownWords } from '../place/shown.ts';
import { inThread } from '../reply/content.ts';
import { APPROVAL } from '../texts/cards.ts';
import { approveByWords } from './approve-by-words.ts';
import { asAnswer } from './as-answer.ts';
import type { TurnFacts } from './context.ts';
import type { Handled } from './handled.ts';
import { recall } from './history/recall.ts';
import { readerIn, withVisibleQuotations } from './history/visible.ts';
import { tellLate } from './notice/tell-late.ts';
import { stepAsideAfter, TAKEN_OVER_MS } from './patience.ts';
import { refuse } from './refuse.ts';
import { runTurn } from './run-turn.ts';
import { areAllRunsBy, isRunning } from './runs.ts';
import type { Services } from './services.ts';
import { type Situation, situate } from './situation.ts';
import { stripLeadingMention } from './strip-mention.ts';

/** A control's text for a person is words, except for a command that everybody may use. */
export interface FromControl {
  readonly command: GivenCommand | undefined;
}

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
  const { runtime, sender, turns, turnJournal, threads, presence, log } = services;
  const isPost = control === undefined;
  const situation = await situate(told, services, isPost ? told.message.id : undefined);
  const event = {
    ...told,
    message: await withVisibleQuotations(told.message, readerIn(situation, told.room.id, bot.id), resolveIn(services)),
  };
  const { sessionKey } = situation.conversation;
  const command = control ? control.command : commandIn(event, bot, situation, runtime);
  const isOwnRun = areAllRunsBy(sessionKey, { accountId: services.accountId, userId: event.actor.id });
  const asked = {
    ...situation,
    event,
    bot,
    command,
    isOwnRun,
    isRunning: isRunning(sessionKey),
    isFromControl: !isPost,
  };
  const verdict = await gate(asked, resolveIn(services), threads);
  if (!verdict.start && verdict.reason === 'not-an-approver' && !isBot(event.actor)) {
    // Each time, and not as a hint, of which there is one an hour: it is a command, and was meant.
    return sayToAuthor(event, APPROVAL.approversOnly, { silence: verdict.reason }, services);
  }
  if (!verdict.start) return refuse({ event, situation, verdict, command }, services);
  if (claim.isLate) {
    claim.handOver?.();
    tellLate(event, situation, services);
    return { outcome: { silence: 'too-late' } };
  }
  const { id: messageId, createdAt: writtenAt } = event.message;
  const { thread } = situation.conversation;
  const turn = { messageId, eventId: event.id, sessionKey, writtenAt };
  if (!turns.claim(turn)) return { outcome: { silence: 'already-a-turn' } };
  services.lateMail.forget(messageId, event.room.id);

  const isDirect = situation.conversation.kind === 'direct';
  if (isDirect) services.isHeard(event.actor.id);
  if (verdict.command?.name === 'help') {
    claim.handOver?.();
    const keyOf = { event: event.id, purpose: 'help' };
    const text = helpFor({ commandPrefix: writtenPrefix(situation.account), may: verdict.may });
    await sender.send({ to: { roomId: event.room.id }, ...inThread(thread), text, keyOf });
    return { outcome: 'command' };
  }
  if (verdict.command?.name === 'approve') {
    const text = await approveByWords(verdict.command.text, event, situation, services);
    return sayToAuthor(event, text, 'command', services);
  }
  const said = verdict.command ? event : asAnswer(event, bot, services.interactions.cards);
  const facts = { ...situation, event: said, isPost, bot, verdict };
  const gathered = await gather(facts, claim, services);
  if (isDirect) sender.learnDirectRoom(event.actor.id, event.room.id);
  const outcome = verdict.command ? 'command' : 'turn';
  // Told when OpenClaw takes it over, for whatever becomes of it then, it is a turn; the answer may take minutes.
  const watched: Claim = {
    ...claim,
    async onAdopted() {
      await claim.onAdopted();
      services.recordOutcome(event, outcome);
    },
  };
  const whole = {
    ...facts,
    ...gathered,
    ...presence.in(facts),
    claim: watched,
    turnJournal,
    runtime,
    sender,
    writingIn: services.writingIn,
    log,
  };
  // Whatever keeps OpenClaw from taking it over, as a database of its own that is stuck, the other rooms go on.
  try {
    await stepAsideAfter(claim, () => runTurn(whole), TAKEN_OVER_MS);
  } catch (error) {
    // After the change it may not be a question; a later edit may make it one again.
    if (error instanceof Amended) turns.release(turn);
    throw error;
  }
  return { outcome };
}

/** It is decided by now; decided again for the sake of a sentence, it would be refused. */
async function sayToAuthor(
  { id, actor, room, message }: EventOf<'message.sent'>,
  text: string,
  outcome: Handled['outcome'],
  { tellPerson, log }: Services,
): Promise<Handled> {
  const place = { roomId: room.id, userId: actor.id, threadId: message.threadId };
  await tellPerson({ place, text, keyOf: { event: id, purpose: 'approve' } }).catch((error: unknown) =>
    log.warn(`event ${id}: its author was not answered: ${String(error)}`),
  );
  return { outcome };
}

const resolveIn = ({ runtime }: Services) => runtime.channel.inbound.ingress.resolve;

/** A command may follow a mention of the bot: `@bot /new`. */
function commandIn(
  { message }: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  { account, cfg }: Situation,
  { channel }: Services['runtime'],
): GivenCommand | undefined {
  const { shouldHandleTextCommands, isControlCommandMessage } = channel.commands;
  return readCommand(stripLeadingMention(ownWords(message), bot.username), {
    prefix: account.policy.commandPrefix,
    isOpenClaws: (text) =>
      shouldHandleTextCommands({ cfg, surface: CHANNEL_ID, commandSource: 'text' }) &&
      // Also those that are switched off: they are no words for a model.
      (isControlCommandMessage(text, cfg) || isControlCommandMessage(text)),
    isAbort: isAbortRequestText,
  });
}

type Known = Omit<TurnFacts, 'recalled' | 'taken'>;

/** Reads files and history from the workspace before the agent starts. Commands need none of it. */
async function gather(facts: Known, claim: Claim, services: Services) {
  const { event, account, verdict } = facts;
  const signal = claim.abortSignal;
  const resolve = resolveIn(services);
  return stepAsideAfter(claim, async () => {
    const [recalled, taken] = await Promise.all([
      verdict.command ? undefined : recall({ ...facts, signal }, { ...services, resolve }),
      take({ event, maxBytes: account.reading.mediaMaxBytes, signal }, services),
    ]);
    // A stop is no reason to start without them: the event waits for the next start.
    signal.throwIfAborted();
    return { recalled, taken };
  });
}
