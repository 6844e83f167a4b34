import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { Heard } from '../capture/heard.ts';
import { addressed, remembering } from '../egress/addressed.ts';
import { answersAll } from '../egress/answers-all.ts';
import type { Memory } from '../memory/memory.ts';

/**
 * Does the author of this message wait for an answer of the agent's? A prefix or `@all` calls it only where it is, and so
 * does an ordinary message, in a room where it answers every one.
 */
export async function isAsked(heard: Heard, memory: Memory, read: IRead): Promise<boolean> {
  const bot = await memory.bot.get(read);
  const address = await addressed(heard, bot, remembering(memory, read));
  if (address?.isCalled) return true;
  if (!address && !(await answersAll(heard.room, memory, read))) return false;
  return (await memory.memberships.get(read)).has(heard.room.id);
}
