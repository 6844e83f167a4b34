import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import type { Leaving } from './egress.ts';

/**
 * Is this said to the bot? A function of what the event brought and of the threads the app remembers, so that a message
 * for somebody else costs no call to the server.
 *
 * @param isInThread asked only for what is in a thread
 * @returns how it is addressed; undefined when it is not
 */
export async function addressed(
  heard: Heard,
  bot: Bot,
  isInThread: (threadId: string) => Promise<boolean>,
): Promise<Leaving | undefined> {
  if (heard.kind === 'membership') return 'membership';
  if (isDirectWith(heard.room, bot)) return 'direct';
  if (heard.kind === 'reaction') return heard.authorId === bot.id ? 'reaction' : undefined;
  if (heard.mentions(bot)) return 'mention';
  if (heard.threadId && (await isInThread(heard.threadId))) return 'thread';
  return undefined;
}

/** A direct room of exactly one person and the bot; among more people a mention is needed. */
function isDirectWith(room: IRoom, bot: Bot): boolean {
  return String(room.type) === 'd' && room.userIds?.length === 2 && room.userIds.includes(bot.id);
}
