import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { ownMessageOf } from './message.ts';
import { writableRoomOf } from './room.ts';

/** Deletes a message of the bot with its files. (`delete` cannot be the name of a function.) */
export async function remove(
  { v: _v, key: _key, command: _command, roomId, messageId, answers, ...rest }: CommandOf<'delete'>,
  { read, modify }: Workspace,
  app: Commanded,
): Promise<CommandResult<'delete'>> {
  nothingLeft(rest);
  await writableRoomOf({ roomId, answers }, app, read);
  const { message, bot } = await ownMessageOf({ roomId, messageId }, read);
  await modify.getDeleter().deleteMessage(message, bot);
  return {};
}
