import type { EventOf } from '@rocketchat-openclaw/shared';
import type { GivenCommand } from '../gate/command.ts';
import { hintFor, isAddressed, refusalFor, writtenPrefix } from '../gate/hints.ts';
import { isBot } from '../gate/rules.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { Handled } from './handled.ts';
import type { Services } from './services.ts';
import type { Situation } from './situation.ts';
import { tellAuthor } from './tell-author.ts';
import { wordsTo } from './words-for.ts';

export interface Refused extends Situation {
  readonly event: EventOf<'message.sent'>;
  readonly verdict: Extract<Verdict, { start: false }>;
  readonly command: GivenCommand | undefined;
}

/** No turn: a stranger gets a pairing code, and any other person who addressed the bot gets the reason. */
export async function refuse(
  refused: Refused,
  services: Pick<Services, 'challenge' | 'tellPerson' | 'log'>,
): Promise<Handled> {
  const { event, conversation, verdict } = refused;
  const { reason, detail } = verdict;
  const outcome = { silence: reason, detail };
  // Each time, and not as a hint, of which there is one an hour: it is a command, and was meant.
  if (reason === 'not-an-approver' && !isBot(event.actor)) {
    const { threadId } = event.message;
    await tellAuthor(event, { threadId, text: wordsTo(event).APPROVAL.approversOnly, purpose: 'approve' }, services);
    return { outcome };
  }
  const mayPair = reason === 'pairing-required' && conversation.kind === 'direct' && !isBot(event.actor);
  const code = mayPair ? await services.challenge(event) : 'none';
  return code === 'sent' ? { outcome } : { outcome, hint: hintTo(refused, code === 'before') };
}

/** @param hasCode did this person get a pairing code before? */
function hintTo({ event, account, verdict, command }: Refused, hasCode: boolean): Handled['hint'] {
  const { id: eventId, actor, room, message } = event;
  const { reason, address, may } = verdict;
  if (!account.policy.hints || isBot(actor)) return undefined;
  // People say `stop` to each other, too. It was for the bot only if something ran that it could stop.
  const given = command?.isWord && reason !== 'command-not-authorized' ? undefined : command;
  const told = { roomType: room.type, wasMentioned: address?.wasMentioned, command: given };
  if (!isAddressed(reason, told)) return undefined;
  const isDirect = room.type === 'direct';
  const asker = { userId: actor.id, commandPrefix: writtenPrefix(account), may, hasCode, words: wordsTo(event) };
  // A direct message always gets an answer, whatever the reason.
  const text = isDirect ? refusalFor(reason, asker) : hintFor(reason, asker);
  if (text === undefined) return undefined;
  const isOwed = isDirect || (given !== undefined && !given.isWord);
  return { eventId, place: { roomId: room.id, userId: actor.id, threadId: message.threadId }, text, reason, isOwed };
}
