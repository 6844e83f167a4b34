import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { Admitted } from '../admit/admitted.ts';
import { readCommand } from '../gate/command.ts';
import type { Cards } from '../interactions/cards.ts';
import { ownWords } from '../place/shown.ts';
import { stripLeadingMention } from './strip-mention.ts';

/**
 * Commands about the running turn: they stop it, approve its request, or ask for its status. After the turn they are
 * useless. `new` and `model` wait for it, so that they never overtake the question before them.
 */
const AT_ONCE = ['stop', 'approve', 'status', 'help'];

/**
 * May this start before the running turn has ended? The gate decides whether its sender may do it.
 *
 * @param cards know the meaning of a click, and the open questions: the turn waits for an answer, by click or message
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
  // All of `AT_ONCE` are ours.
  return readCommand(text, { prefix, isOpenClaws: () => false })?.name;
}
