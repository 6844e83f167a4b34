import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import { type EgressSettings, isDirectListed } from '../admin/egress-settings.ts';
import type { Memory } from '../memory/memory.ts';
import { isAnswer } from './answers.ts';
import { isShut, whyClosed } from './closed.ts';
import type { Staying } from './egress.ts';

/**
 * May the gateway do something in this room that its people see? Never in livechat, in encrypted rooms, among other
 * people, and where the bot is not in. Where the room is only shut for a time, as the answer to what was said before.
 *
 * @param answers the id of the event that is answered
 * @returns why not
 */
export async function mayWrite(
  room: IRoom,
  answers: string | undefined,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<Staying | undefined> {
  const closed = await whyClosed(room, bot, memory, read);
  if (!closed || answers === undefined || !isShut(closed)) return closed;
  return (await isAnswer(answers, room, bot, memory, read)) ? undefined : closed;
}

/** May the gateway read what was said here, and who is here? What is shut is shut for its past, too. */
export function mayRead(room: IRoom, bot: Bot, memory: Memory, read: IRead): Promise<Staying | undefined> {
  return whyClosed(room, bot, memory, read);
}

/** May a direct room be made with so many people who have none with the bot yet? @returns why not */
export function maySpeakFirst(people: number, { paused, rooms }: EgressSettings): Staying | undefined {
  if (people > 1) return 'group-direct';
  if (paused) return 'paused';
  return isDirectListed(rooms) ? undefined : 'room-not-listed';
}

/** What is wrong and who can change it, for the agent and for whoever runs the gateway: one sentence. */
export function cureOf(why: Staying, { username }: Bot): string {
  return CURES[why] ?? `I am not in this room: invite @${username} into this room with /invite @${username}`;
}

const CURES: Partial<Record<Staying, string>> = {
  livechat: 'this is a conversation with a visitor of a website, and I take no part in those',
  'foreign-direct': 'this is a conversation of other people: one of them can write to me directly',
  'group-direct': 'I open direct messages with one person at a time: one of these people can open theirs with me',
  encrypted: 'this room is end-to-end encrypted, so use a room that is not',
  paused: 'an admin of the workspace has paused me, and can end that in the settings of the app',
  'room-not-listed': 'this room is not among those that an admin of the workspace has opened to me',
  archived: 'this room is archived: an owner of it can change that',
  muted: 'I am muted in this room: an owner of it can change that',
  'read-only': 'this room is read-only: an owner of it can make me a moderator of it, or let me write',
  banned: 'I am banned from this room: an owner of it can change that',
  'switched-off': 'I am switched off in this room: an owner of it can change that with /openclaw here on',
};
