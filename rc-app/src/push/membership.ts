import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { heardMembership } from '../capture/membership.ts';
import type { Telling } from '../commands/workspace.ts';
import { noteFloor } from '../memory/floors.ts';
import { endVisit } from '../memory/visits.ts';
import { clock } from '../sandbox.ts';
import { tell } from './tell.ts';

/** Somebody came into a room or left it. Only the bot's own coming and going concerns the agent. */
export async function tellMembership(
  type: 'room.joined' | 'room.left',
  room: IRoom,
  who: IUser,
  by: IUser | undefined,
  telling: Telling,
): Promise<void> {
  const bot = await telling.app.memory.bot.get(telling.read);
  if (who.id !== bot.id) return;
  telling.app.memory.memberships.forget();
  // What was said here before the bot came is not for it.
  if (type === 'room.joined') await noteFloor(clock(), telling.persistence, room.id);
  else await endVisit(room.id, telling.persistence);
  await tell(heardMembership(type, room, by ?? who), telling);
}
