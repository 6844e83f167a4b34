import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Bot } from '@rocketchat-openclaw/shared';
import { mentions } from '../capture/mentions.ts';

/** Why a message may leave the workspace, or why it stays. */
export type Egress =
  | { readonly leaves: true; readonly why: 'direct' | 'mention' }
  | { readonly leaves: false; readonly why: 'own-message' | 'livechat' | 'not-addressed' };

/**
 * The rule `addressed`: what is said to the bot leaves, everything else stays. A function of what the event brought,
 * so that a message for somebody else costs no call to the server.
 */
export function addressed(message: IMessage, bot: Bot): Egress {
  if (message.sender?.id === bot.id) return { leaves: false, why: 'own-message' };
  if (String(message.room.type) === 'l') return { leaves: false, why: 'livechat' };
  if (isDirectWith(message, bot)) return { leaves: true, why: 'direct' };
  // A direct room of other people cannot mention the bot out of it: they did not invite it.
  const isForeign = String(message.room.type) === 'd' && !message.room.userIds?.includes(bot.id);
  if (!isForeign && mentions(message, bot)) return { leaves: true, why: 'mention' };
  return { leaves: false, why: 'not-addressed' };
}

/** A direct room of exactly one person and the bot; among more people a mention is needed. */
function isDirectWith({ room }: IMessage, bot: Bot): boolean {
  return String(room.type) === 'd' && room.userIds?.length === 2 && room.userIds.includes(bot.id);
}
