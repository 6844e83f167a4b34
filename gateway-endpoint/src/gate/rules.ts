import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Silence } from './verdict.ts';

type Happened = Pick<EventOf<'message.sent'>, 'actor' | 'room'>;
type Rule = (event: Happened, bot: Admitted['bot']) => Silence | false;

/** What is decided by who and where alone, before anybody's policy is asked. The first reason wins. */
const RULES: readonly Rule[] = [
  ({ actor }, bot) => actor.id === bot.id && 'own-message',
  ({ actor }) => (actor.type === 'bot' || actor.type === 'app') && 'another-bot',
  ({ room }) => room.type === 'livechat' && 'livechat-room',
  ({ room }) => room.encrypted === true && 'encrypted-room',
];

export function ruleOut(event: Happened, bot: Admitted['bot']): Silence | undefined {
  for (const rule of RULES) {
    const reason = rule(event, bot);
    if (reason) return reason;
  }
  return undefined;
}

/** A file without a word is a message; space without a file is none. */
export function saysNothing({ message }: EventOf<'message.sent'>): Silence | undefined {
  return message.text.trim() === '' && message.files.length === 0 ? 'no-text' : undefined;
}
