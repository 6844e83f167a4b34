import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import { isEncrypted } from '../capture/room.ts';
import { clock } from '../machine.ts';
import type { ClosedTimes } from '../memory/closed-times.ts';
import type { Memory } from '../memory/memory.ts';
import { wasCalledLately } from '../memory/visits.ts';
import { isListed } from '../settings/egress-settings.ts';
import type { Staying } from './egress.ts';

/** Livechat and calls with visitors are of other types. An unknown type of a later server is closed. */
const OPEN_TYPES: readonly string[] = ['c', 'p', 'd'];

/** Rooms that neither a setting nor an invitation opens. */
export function neverOpen(room: IRoom, bot: Bot): Staying | undefined {
  if (!OPEN_TYPES.includes(String(room.type))) return 'livechat';
  if (String(room.type) === 'd' && !room.userIds?.includes(bot.id)) return 'foreign-direct';
  return isEncrypted(room) ? 'encrypted' : undefined;
}

/**
 * Why is this room closed to what the gateway asks for, be it to read or to write? The one rule of both, and of what
 * leaves by itself (`mayLeave`), in its strict form: nothing that another server of the cluster may have changed is
 * taken from memory.
 *
 * @param closedTimes as just read; read here by default
 */
export async function whyClosed(
  room: IRoom,
  bot: Bot,
  memory: Memory,
  read: IRead,
  closedTimes?: ClosedTimes,
): Promise<Staying | undefined> {
  const never = neverOpen(room, bot);
  if (never) return never;
  const closed = (closedTimes ?? (await memory.closed.refresh(read))).now(room);
  if (closed === 'banned') return closed;
  if (!(await isIn(room, memory, read))) return 'not-a-member';
  const { paused, rooms } = await memory.egress.get(read);
  if (paused) return 'paused';
  return isListed(room, rooms) ? closed : 'room-not-listed';
}

/** For direct rooms `neverOpen` has checked it. In a public channel a recent mention of the bot is enough. */
async function isIn(room: IRoom, memory: Memory, read: IRead): Promise<boolean> {
  if (String(room.type) === 'd' || (await memory.memberships.refresh(read)).has(room.id)) return true;
  return String(room.type) === 'c' && wasCalledLately(room.id, clock(), read);
}
