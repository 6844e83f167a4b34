import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { whisper } from '../admin/whisper.ts';
import { assertThreadInRoom, memberOf, roomOf } from './room.ts';
import type { Workspace } from './workspace.ts';

/** What only one person in the room sees. */
export async function notify(
  { v: _v, key: _key, command: _command, roomId, userId, threadId, text, ...rest }: CommandOf<'notify'>,
  { read, modify }: Workspace,
): Promise<CommandResult<'notify'>> {
  nothingLeft(rest);
  const room = await roomOf(roomId, read);
  const person = await memberOf(userId, room, read);
  if (threadId) await assertThreadInRoom(threadId, room, read);
  await whisper(text, person, { room, threadId }, modify);
  return {};
}
