import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { isListed } from '../admin/egress-settings.ts';
import type { Heard } from '../capture/heard.ts';
import { addressed, remembering } from '../egress/addressed.ts';
import type { Memory } from '../memory/memory.ts';

/**
 * Does the author of this message wait for an answer of the agent's? A prefix or `@all` calls it only where it is, and so
 * does an ordinary message, in a room where it answers every one.
 */
export async function isAsked(heard: Heard, memory: Memory, read: IRead): Promise<boolean> {
  const bot = await memory.bot.get(read);
  const address = await addressed(heard, bot, remembering(memory, read));
  if (address?.isCalled) return true;
  if (!address && !(await answersEverything(heard, memory, read))) return false;
  return (await memory.memberships.get(read)).has(heard.room.id);
}

async function answersEverything({ room }: Heard, memory: Memory, read: IRead): Promise<boolean> {
  if ((await memory.egress.get(read)).scope !== 'rooms') return false;
  const rooms = (await memory.gatewayHello.get(read))?.activation.answersEveryMessageIn ?? [];
  return rooms.includes('*') || (rooms.length > 0 && isListed(room, rooms));
}
