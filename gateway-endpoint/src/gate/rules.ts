import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Silence } from './verdict.ts';

type Message = EventOf<'message.sent'>;
type Rule = (event: Message, bot: Admitted['bot']) => Silence | false;

/** What is decided by the message alone, before anybody's policy is asked. The first reason wins. */
const RULES: readonly Rule[] = [
  ({ actor }, bot) => actor.id === bot.id && 'own-message',
  ({ actor }) => (actor.type === 'bot' || actor.type === 'app') && 'another-bot',
  ({ room }) => room.type === 'livechat' && 'livechat-room',
  ({ room }) => room.encrypted === true && 'encrypted-room',
  ({ message }) => message.text.trim() === '' && 'no-text',
];

export function ruleOut(event: Message, bot: Admitted['bot']): Silence | undefined {
  for (const rule of RULES) {
    const reason = rule(event, bot);
    if (reason) return reason;
  }
  return undefined;
}
