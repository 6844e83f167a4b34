import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Memory } from '../memory/memory.ts';
import { isListed } from '../settings/egress-settings.ts';

/** Does the agent answer every message of this room, as the gateway says and the admin lets it? */
export async function answersAll(room: IRoom, memory: Memory, read: IRead): Promise<boolean> {
  if ((await memory.egress.get(read)).scope !== 'rooms') return false;
  const rooms = (await memory.gatewayHello.get(read))?.activation.answersEveryMessageIn ?? [];
  return rooms.includes('*') || (rooms.length > 0 && isListed(room, rooms));
}
