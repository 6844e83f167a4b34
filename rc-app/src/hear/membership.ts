import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { heardMembership } from '../capture/membership.ts';
import { clock } from '../machine.ts';
import { forgetBan } from '../memory/bans.ts';
import { endClosed } from '../memory/closed-time-rows.ts';
import { endVisit } from '../memory/visits.ts';
import { noteWatermark } from '../memory/watermarks.ts';
import type { Telling } from '../workspace/workspace.ts';
import { tell } from './tell.ts';

/** Somebody came into a room or left it. Only the bot's own coming and going concerns the agent. */
export async function tellMembership(
  type: 'room.joined' | 'room.left',
  room: IRoom,
  who: IUser,
  by: IUser | undefined,
  telling: Telling,
): Promise<void> {
  const at = clock();
  const bot = await telling.app.memory.bot.get(telling.read);
  // A banned user cannot join, so the ban is over, even if the app has not heard of its end.
  const unbanned = async () => type === 'room.joined' && forgetBan(room.id, who.id, telling.persistence);
  if (who.id !== bot.id) return void (await unbanned());
  await tell(heardMembership(type, room, by ?? who, at), telling, async () => {
    await unbanned();
    await noted(type, room, at, telling);
  });
}

/** Stores the change before anything of this room is decided or leaves. */
async function noted(type: 'room.joined' | 'room.left', room: IRoom, at: number, telling: Telling): Promise<void> {
  if (type === 'room.joined') {
    await endClosed('banned', at, telling, { roomId: room.id });
    // Messages from before the bot came are not for it.
    await noteWatermark(at, telling.persistence, room.id);
  }
  telling.app.memory.memberships.forget();
  if (type === 'room.left') await endVisit(room.id, telling.persistence);
}
