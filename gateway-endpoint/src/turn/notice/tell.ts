import type { Admitted } from '../../admit/admitted.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { whyUnheard } from '../../gate/question.ts';
import { ruleOut } from '../../gate/rules.ts';
import type { Silence } from '../../gate/verdict.ts';
import { readerIn, withVisibleQuotations } from '../history/visible.ts';
import type { Services } from '../services.ts';
import { type Situation, situate } from '../situation.ts';
import { wantsReaction } from './reactions.ts';
import { type Notice, sentenceFor } from './sentence.ts';

export type Telling = Pick<Services, 'present' | 'roomNames' | 'runtime'> & {
  readonly answered: Pick<Services['answered'], 'sessionOf'>;
};

/**
 * One event → a line in the next turn of its session, or the reason why not. Never a turn of its own.
 * OpenClaw holds these lines in memory: a restart before the next turn loses them, and nothing else.
 */
export async function tell(event: Notice, bot: Admitted['bot'], services: Telling): Promise<Silence | undefined> {
  const { runtime } = services;
  const situation = await situate(event, services, undefined, false);
  const unheard = await whyNot(event, bot, situation, runtime);
  if (unheard) return unheard;

  const { route } = situation.conversation;
  const sessionKey = sessionFor(event, situation, services);
  // The key makes a repeat of the same event, after a crash, the same line.
  const contextKey = `${CHANNEL_ID}:${event.id}`;
  const sentence = sentenceFor(await withWhatMayBeRead(event, bot, situation, runtime), bot);
  runtime.system.enqueueSystemEvent(sentence, { sessionKey, agentId: route.agentId, contextKey });
  return undefined;
}

/** `contextVisibility` holds for what an edit quotes, as for what a message does. */
async function withWhatMayBeRead(
  event: Notice,
  bot: Admitted['bot'],
  situation: Situation,
  runtime: Telling['runtime'],
): Promise<Notice> {
  if (event.type !== 'message.updated') return event;
  const reader = readerIn(situation, event.room.id, bot.id);
  const { resolve } = runtime.channel.inbound.ingress;
  return { ...event, message: await withVisibleQuotations(event.message, reader, resolve) };
}

/** A question that was answered in a thread under it belongs to that thread's session, wherever it stands itself. */
function sessionFor(event: Notice, { conversation: { sessionKey } }: Situation, { answered }: Telling): string {
  const started = 'message' in event ? answered.sessionOf(event.message.id) : undefined;
  // A session of another agent is from before this room was bound to the present one.
  return started?.startsWith(`${sessionKey}:thread:`) ? started : sessionKey;
}

async function whyNot(
  event: Notice,
  bot: Admitted['bot'],
  { account, cfg, conversation, rule }: Situation,
  runtime: Telling['runtime'],
): Promise<Silence | undefined> {
  // None of these events can mention the bot, so other bots that must mention it are left out.
  const ruledOut = ruleOut(event, bot, rule.allowBots, false);
  if (ruledOut) return ruledOut;
  const isReaction = event.type === 'reaction.added' || event.type === 'reaction.removed';
  if (isReaction && !wantsReaction(event, bot, account.reading)) return 'reaction-not-wanted';
  const person = { actor: event.actor, kind: conversation.kind, roomId: event.room.id, rule, account, cfg };
  return whyUnheard(person, isReaction ? 'reaction' : 'system', runtime.channel.inbound.ingress.resolve);
}
