import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Activation } from '../config/policy.ts';
import type { Silence } from './verdict.ts';

type Happened = Pick<EventOf<'message.sent'>, 'actor' | 'room'>;

/** Reasons that depend on who and where alone, and come before any policy. The first one wins. */
export function ruleOut(
  { actor, room }: Happened,
  bot: Admitted['bot'],
  allowBots: Activation['allowBots'],
  wasMentioned: boolean,
): Silence | undefined {
  if (actor.id === bot.id) return 'own-message';
  if (isBot(actor) && !(allowBots === true || (allowBots === 'mentions' && wasMentioned))) return 'another-bot';
  if (room.type === 'livechat') return 'livechat-room';
  if (room.encrypted === true) return 'encrypted-room';
  return undefined;
}

export const isBot = ({ type }: Happened['actor']): boolean => type === 'bot' || type === 'app';

/** A file without a text is a message; blank text without a file is not. */
export function saysNothing({ message }: EventOf<'message.sent'>): Silence | undefined {
  // Its text was removed because of another person's edit, and the author gets a hint.
  if (message.editedBy) return undefined;
  const isEmpty = message.text.trim() === '' && message.files.length === 0 && (message.attachments ?? []).length === 0;
  return isEmpty ? 'no-text' : undefined;
}
