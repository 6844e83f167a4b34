import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { EventOf } from '@rocketchat-openclaw/shared';
import { captureAuthor } from '../capture/author.ts';
import { eventIdOf } from '../capture/event-id.ts';
import { saidWhen, timeOf } from '../capture/message.ts';
import { heardEdit, heardMessage } from '../capture/message-events.ts';
import { captureRoom } from '../capture/room.ts';
import { mayRead } from '../egress/may-write.ts';
import { hand } from '../hear/tell.ts';
import type { Watermarks } from '../memory/watermarks.ts';
import { putUnwaited } from '../push/outbox-accessors.ts';
import { newestFirst, PAGE } from '../server/newest-first.ts';
import type { Telling } from '../workspace/workspace.ts';

/** How far back one room is read; the event `gap` stands for the rest. */
const MOST_OF_A_ROOM = 1_000;

/**
 * Finds messages that were sent while no process lived: it reads the rooms of the bot as far back as `since`, and
 * treats each message as a hook would. The gateway knows by its id if a message was heard after all. A mention in a
 * channel that the bot is not in, a deletion, a reaction and the edit of an old message cannot be found like this.
 *
 * @param since milliseconds since 1970
 */
export async function catchUp(since: number, watermarks: Watermarks, telling: Telling): Promise<void> {
  const { app, read } = telling;
  for (const roomId of await app.memory.memberships.refresh(read)) {
    try {
      await catchUpRoom(roomId, Math.max(since, watermarks(roomId)), telling);
    } catch (error) {
      app.outbox.heldLines.add(
        'warn',
        `Messages of room ${roomId} from while the app was away could not be read: ${String(error)}`,
      );
    }
  }
}

async function catchUpRoom(roomId: string, from: number, telling: Telling): Promise<void> {
  const { app, read } = telling;
  const bot = await app.memory.bot.get(read);
  const { messages, isWhole } = await since(roomId, from, telling);
  // The oldest first, as a hook would hear them.
  for (const { id, sender } of messages.reverse()) {
    if (sender._id === bot.id) continue;
    // Only a message that is read by its id has its sender and all other fields.
    const message = await read.getMessageReader().getById(id);
    if (!message) continue;
    if (isAfter(message.createdAt, from)) await hand(heardMessage(message), telling);
    if (isAfter(message.editedAt, from)) await hand(heardEdit(message), telling);
  }
  const [oldest] = messages;
  if (!isWhole && oldest) await tellGap(oldest, roomId, from, telling);
}

async function since(
  roomId: string,
  from: number,
  { read }: Telling,
): Promise<{ messages: IMessageRaw[]; isWhole: boolean }> {
  const messages: IMessageRaw[] = [];
  let looked = 0;
  for await (const message of newestFirst(roomId, read, { threads: true })) {
    looked++;
    if (isAfter(message.createdAt, from) || isAfter(message.editedAt, from)) messages.push(message);
    if (looked % PAGE === 0 && !isAfter(message.createdAt, from)) break;
    if (looked >= MOST_OF_A_ROOM) return { messages, isWhole: false };
  }
  return { messages, isWhole: true };
}

const isAfter = (date: Date | string | undefined, from: number): boolean => (timeOf(date) ?? 0) >= from;

async function tellGap(oldest: IMessageRaw, roomId: string, from: number, telling: Telling): Promise<void> {
  const { app, read } = telling;
  const message = await read.getMessageReader().getById(oldest.id);
  const room = message && captureRoom(message.room);
  const bot = await app.memory.bot.get(read);
  if (!message || !room || (await mayRead(message.room, bot, app.memory, read))) return;
  const until = timeOf(message.createdAt) ?? from;
  // Not even the existence of a message from a closed time leaves, nor its author.
  if ((await app.memory.closed.refresh(read)).wasSaidWhileClosed(message.room, saidWhen(message, 0))) return;
  const gap: EventOf<'gap'> = {
    type: 'gap',
    id: eventIdOf('gap', roomId, oldest.id),
    at: from,
    room,
    actor: captureAuthor(message),
    what: 'messages',
    since: from,
    until,
  };
  putUnwaited(gap, telling);
}
