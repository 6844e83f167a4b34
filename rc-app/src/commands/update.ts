import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { uikit } from './blocks.ts';
import { assertFits, ownMessageOf } from './message.ts';
import { writableRoomOf } from './room.ts';

/** Text and blocks of a message of the bot's, both at once: buttons that were answered are gone when none are named. */
export async function update(
  { v: _v, key: _key, command: _command, roomId, messageId, answers, text, blocks, ...rest }: CommandOf<'update'>,
  { read, modify }: Workspace,
  app: Commanded,
): Promise<CommandResult<'update'>> {
  nothingLeft(rest);
  await assertFits(text, app, read);
  await writableRoomOf({ roomId, answers }, app, read);
  const { message, bot } = await ownMessageOf({ roomId, messageId }, read);
  const edit = (await modify.getUpdater().message(messageId, bot)).setText(text);
  const shown = uikit({ text, blocks });
  if (shown.length > 0 || message.blocks?.length) edit.setBlocks(shown);
  await modify.getUpdater().finish(edit);
  return {};
}
