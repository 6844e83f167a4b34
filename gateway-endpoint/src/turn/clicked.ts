import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { refusalFor } from '../gate/hints.ts';
import { whyUnheard } from '../gate/question.ts';
import { isBot, ruleOut } from '../gate/rules.ts';
import type { Silence } from '../gate/verdict.ts';
import type { IssuedCard } from '../interactions/cards.ts';
import { chosenLine } from '../interactions/conclude.ts';
import type { Words } from '../texts/words.ts';
import type { Handled } from './handled.ts';
import type { Services } from './services.ts';
import { type Situation, situate } from './situation.ts';
import { tellAuthor } from './tell-author.ts';
import { wordsTo } from './words-for.ts';

/** A click in a card, or a sent form that the card opened. */
export interface Clicked {
  readonly event: EventOf<'action.clicked' | 'view.submitted'>;
  readonly threadId: string | undefined;
  readonly card: IssuedCard;
  readonly bot: Admitted['bot'];
  readonly claim: Claim;
  readonly services: Services;
  readonly situation: Situation;
}

type Told = Pick<Clicked, 'event' | 'threadId' | 'services'>;

/** Refuses a click: a whisper tells the person why. */
export async function refuseClick(told: Told, silence: Silence, detail = ''): Promise<Handled> {
  const { event, threadId, services } = told;
  const words = wordsTo(event);
  const facts = { userId: event.actor.id, commandPrefix: '/', hasCode: false, words };
  const { CLICK_REFUSED } = words;
  const text = isExplained(silence, CLICK_REFUSED) ? CLICK_REFUSED[silence](detail) : refusalFor(silence, facts);
  if (!isBot(event.actor)) await tellAuthor(event, { threadId, text, purpose: 'click' }, services);
  // A model wrote the command, so the person reads it, but the log has only ids.
  const logged = silence === 'command-by-control' ? '' : detail;
  return { outcome: { silence, ...(logged && { detail: logged }) } };
}

/** A click passes the same policy as a message of this person's in this room. */
export async function situateClick({
  event,
  threadId,
  services,
  bot,
}: Pick<Clicked, 'event' | 'threadId' | 'services' | 'bot'>): Promise<Situation | { silence: Silence }> {
  const { actor, room } = event;
  const situation = await situate({ room, actor, message: { threadId } }, services);
  const { account, cfg, conversation, rule } = situation;
  const person = { actor, kind: conversation.kind, roomId: room.id, rule, account, cfg };
  const silence =
    ruleOut(event, bot, rule.allowBots, true) ??
    (await whyUnheard(person, 'button', services.runtime.channel.inbound.ingress.resolve));
  return silence ? { silence } : situation;
}

/** Replaces the buttons by a line with the choice and the person. */
export async function confirm({ event, card, services }: Clicked, label: string): Promise<void> {
  await services.interactions.conclude(card, chosenLine(label, event.actor.username));
}

type Reasons = Words['CLICK_REFUSED'];

const isExplained = (silence: Silence, reasons: Reasons): silence is keyof Reasons => Object.hasOwn(reasons, silence);
