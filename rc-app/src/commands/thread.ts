import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { timeOf } from '../capture/message.ts';
import { latestWithin } from '../server/latest-within.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { tellPast } from './past.ts';
import { assertThreadInRoom, readableRoomOf } from './room.ts';

/** The messages of a thread, oldest first; of a thread that is longer than `limit`, its last ones. */
export async function thread(
  { v: _v, key: _key, command: _command, roomId, threadId, limit, ...rest }: CommandOf<'thread'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'thread'>> {
  nothingLeft(rest);
  const { room, isOpen } = await readableRoomOf(roomId, app, read);
  await assertThreadInRoom(threadId, room, read);
  const found = (await read.getThreadReader().getThreadById(threadId)) ?? [];
  // The server names the first message twice (converters/threads.ts).
  const messages = [...new Map(found.map((message) => [message.id, message])).values()].filter(isOpen);
  messages.sort((a, b) => (timeOf(a.createdAt) ?? 0) - (timeOf(b.createdAt) ?? 0));
  return { messages: latestWithin(await tellPast(messages.slice(-limit), app, read)) };
}
