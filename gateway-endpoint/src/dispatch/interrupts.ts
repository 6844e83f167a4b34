import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { Admitted } from '../admit/admitted.ts';
import { readCommand } from '../gate/command.ts';
import { stripLeadingMention } from './strip-mention.ts';

/** Commands about the turn that is under way: to end it, or to allow what it waits for. After it they are in vain. */
const AT_ONCE = ['stop', 'approve'];

/** Does this not wait until the turn before it has ended? Whether its sender may do it is for the gate to say. */
export function interrupts({ event, bot }: Admitted, commandPrefix: string): boolean {
  if (event.type === 'command.invoked') return AT_ONCE.includes(nameIn(`/${event.text}`, '') ?? '');
  if (event.type !== 'message.sent') return false;
  const text = stripLeadingMention(event.message.text, bot.username);
  return isAbortRequestText(text) || AT_ONCE.includes(nameIn(text, commandPrefix) ?? '');
}

function nameIn(text: string, prefix: string): string | undefined {
  return readCommand(text, { prefix, isOpenClaws: (each) => each.startsWith('/') })?.name;
}
