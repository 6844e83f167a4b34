import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { whisper } from '../server/whisper.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { memberOf, writablePlaceOf } from './room.ts';

/** Whispers to one person in the room. */
export async function notify(
  { v: _v, key: _key, command: _command, roomId, userId, threadId, answers, text, ...rest }: CommandOf<'notify'>,
  { read, modify }: Workspace,
  app: Commanded,
): Promise<CommandResult<'notify'>> {
  nothingLeft(rest);
  const room = await writablePlaceOf({ roomId, threadId, answers }, app, read);
  const person = await memberOf(userId, room, read);
  await whisper(text, person, { room, threadId }, modify);
  return {};
}
