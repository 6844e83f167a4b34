import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import type { ClosedTimes } from '../memory/closed-times.ts';
import type { Memory } from '../memory/memory.ts';
import { type EgressSettings, isDirectListed } from '../settings/egress-settings.ts';
import { CLOSED_ROOM, NOT_IN_ROOM } from '../texts/rooms.ts';
import { isAnswer } from './answers.ts';
import { whyClosed } from './closed.ts';
import { isShut, type Staying } from './egress.ts';

/**
 * May the gateway do something in this room that its people see? Never in livechat, in encrypted rooms, in direct rooms
 * of other people, and in rooms without the bot. If the room is closed for a time, it may only answer earlier
 * questions.
 *
 * @param answers the id of the event that is answered
 * @param closedTimes as just read
 * @returns why not
 */
export async function mayWrite(
  room: IRoom,
  answers: string | undefined,
  bot: Bot,
  memory: Memory,
  read: IRead,
  closedTimes?: ClosedTimes,
): Promise<Staying | undefined> {
  const closed = await whyClosed(room, bot, memory, read, closedTimes);
  if (!closed || answers === undefined || !isShut(closed)) return closed;
  return (await isAnswer(answers, room, bot, memory, read)) ? undefined : closed;
}

/** May the gateway read messages and members of this room? A closed room is also closed for its past. */
export const mayRead = whyClosed;

/** May a direct room be made with so many people who have none with the bot yet? @returns why not */
export function maySpeakFirst(people: number, { paused, rooms }: EgressSettings): Staying | undefined {
  if (people > 1) return 'group-direct';
  if (paused) return 'paused';
  return isDirectListed(rooms) ? undefined : 'room-not-listed';
}

/** The fault and the person who can change it, as one clause for the agent and for the operator of the gateway. */
export function cureOf(why: Staying, { username }: Bot): string {
  return isNamed(why) ? CLOSED_ROOM[why] : NOT_IN_ROOM(username);
}

const isNamed = (why: Staying): why is Staying & keyof typeof CLOSED_ROOM => Object.hasOwn(CLOSED_ROOM, why);
