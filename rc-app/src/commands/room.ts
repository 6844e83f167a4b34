import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type Bot, Refusal } from '@rocketchat-openclaw/shared';
import type { Staying } from '../egress/egress.ts';
import { isMember } from '../egress/let-in.ts';
import { cureOf, mayRead, mayWrite } from '../egress/may-write.ts';
import { type SaidOpen, saidOpen } from '../egress/said-open.ts';
import type { Commanded } from '../workspace/workspace.ts';
import { userOf } from './user.ts';

/** @throws Refusal `room-not-found` */
export async function roomOf(roomId: string, read: IRead): Promise<IRoom> {
  const room = await read.getRoomReader().getById(roomId);
  if (!room) throw new Refusal('room-not-found', `there is no room ${roomId}`);
  return room;
}

/** A room that may be read, and which of its messages. */
export interface Readable {
  readonly room: IRoom;
  readonly isOpen: SaidOpen;
}

/**
 * The room, when what was said there may leave the workspace: reading it on demand follows the same rules.
 *
 * @throws Refusal `room-not-found`, or `not-a-member` with the reason why the room is closed
 */
export async function readableRoomOf(roomId: string, { memory }: Commanded, read: IRead): Promise<Readable> {
  const [room, closedTimes] = await Promise.all([roomOf(roomId, read), memory.closed.refresh(read)]);
  const bot = await memory.bot.get(read);
  const reason = await mayRead(room, bot, memory, read, closedTimes);
  if (reason) throw new Refusal('not-a-member', `room ${roomId} may not be read: ${cureOf(reason, bot)}`, { reason });
  return { room, isOpen: saidOpen(room, closedTimes) };
}

/** Where a command writes, and the event that it answers. */
export interface Writing {
  readonly roomId: string;
  readonly answers?: string | undefined;
}

/**
 * The room, when the gateway may do something in it.
 *
 * @throws Refusal `room-not-found`, or `may-not-write` with the reason why the room is closed
 */
export async function writableRoomOf({ roomId, answers }: Writing, { memory }: Commanded, read: IRead): Promise<IRoom> {
  const [room, closedTimes] = await Promise.all([roomOf(roomId, read), memory.closed.refresh(read)]);
  const bot = await memory.bot.get(read);
  const reason = await mayWrite(room, answers, bot, memory, read, closedTimes);
  if (reason) throw mayNotWrite(reason, bot);
  return room;
}

/**
 * The same, and the thread in it, if one is named.
 *
 * @throws Refusal as `writableRoomOf`, or `thread-not-in-room`
 */
export async function writablePlaceOf(
  { threadId, ...writing }: Writing & { readonly threadId?: string | undefined },
  app: Commanded,
  read: IRead,
): Promise<IRoom> {
  if (threadId === undefined) return writableRoomOf(writing, app, read);
  const root = read.getMessageReader().getById(threadId);
  // Of a closed room nobody hears which messages are in it, so the room comes first.
  root.catch(() => undefined);
  const room = await writableRoomOf(writing, app, read);
  assertRoot(await root, threadId, room);
  return room;
}

export function mayNotWrite(reason: Staying, bot: Bot): Refusal {
  return new Refusal('may-not-write', cureOf(reason, bot), { reason });
}

/**
 * The server takes the room from the thread, whatever room a message names (executeSendMessage: `rid =
 * parentMessage.rid`), so a wrong thread id would put an answer into a room of strangers.
 *
 * @throws Refusal `thread-not-in-room`
 */
export async function assertThreadInRoom(threadId: string, room: IRoom, read: IRead): Promise<void> {
  assertRoot(await read.getMessageReader().getById(threadId), threadId, room);
}

function assertRoot(root: IMessage | undefined, threadId: string, room: IRoom): void {
  if (root?.room?.id !== room.id) {
    throw new Refusal('thread-not-in-room', `message ${threadId} is not in room ${room.id}, so it has no thread there`);
  }
}

/**
 * A member of the room: nobody else gets a whisper there.
 *
 * @throws Refusal `user-not-found` or `not-a-member`
 */
export async function memberOf(userId: string, room: IRoom, read: IRead): Promise<IUser> {
  const user = await userOf(userId, read);
  if (!(await isMember(userId, room, read)))
    throw new Refusal('not-a-member', `user ${userId} is not a member of room ${room.id}`);
  return user;
}
