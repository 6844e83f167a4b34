import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { Admitted } from '../admit/admitted.ts';
import { readCommand } from '../gate/command.ts';
import type { Cards } from '../interactions/cards.ts';
import { ownWords } from '../text/shown.ts';
import { stripLeadingMention } from './strip-mention.ts';

/**
 * Commands about the turn that is under way: to end it, to allow what it waits for, or to ask how it is. After it they are
 * in vain. `new` and `model` wait for it, and so never reach a question before the one that they were written after.
 */
const AT_ONCE = ['stop', 'approve', 'status', 'help'];

/**
 * Does this not wait until the turn before it has ended? Whether its sender may do it is for the gate to say.
 *
 * @param cards know what was clicked, and what was asked: an answer is what the turn waits for, by a click or in a message
 */
export function interrupts(
  { event, bot }: Admitted,
  commandPrefix: string,
  cards: Pick<Cards, 'find' | 'isAsking'>,
): boolean {
  if (event.type === 'view.submitted') return true;
  if (event.type === 'action.clicked') {
    const clicked = { roomId: event.room.id, messageId: event.message?.id ?? '' };
    return cards.find(event.value ?? '', clicked)?.control.meaning.does !== 'tell';
  }
  if (event.type === 'command.invoked') return AT_ONCE.includes(nameIn(`/${event.text}`, '') ?? '');
  if (event.type !== 'message.sent') return false;
  if (cards.isAsking(event.room.id, event.message.threadId)) return true;
  const text = stripLeadingMention(ownWords(event.message), bot.username);
  return isAbortRequestText(text) || AT_ONCE.includes(nameIn(text, commandPrefix) ?? '');
}

function nameIn(text: string, prefix: string): string | undefined {
  return readCommand(text, { prefix, isOpenClaws: (each) => each.startsWith('/') })?.name;
}
