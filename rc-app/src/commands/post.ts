import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { assertThreadInRoom, roomOf } from './room.ts';
import type { Workspace } from './workspace.ts';

/** A message of the app's own user. Without a sender the engine posts as that user (MessageBridge.create). */
export async function post(
  { v: _v, key: _key, command: _command, roomId, threadId, text, blocks, ...rest }: CommandOf<'post'>,
  { read, modify }: Workspace,
): Promise<CommandResult<'post'>> {
  nothingLeft(rest);
  if (blocks?.length) throw new Refusal('unsupported-command', 'this version of the app posts no blocks');
  const room = await roomOf(roomId, read);
  if (threadId) await assertThreadInRoom(threadId, room, read);
  const message = modify.getCreator().startMessage().setRoom(room).setText(text);
  if (threadId) message.setThreadId(threadId);
  const messageId: unknown = await modify.getCreator().finish(message);
  // A missing permission does not throw in the engine, it returns nothing.
  if (typeof messageId !== 'string' || !messageId || messageId === 'null') {
    throw new Refusal(
      'refused-by-server',
      'the server took the message but named no id: check the permissions of the app',
    );
  }
  return { messageId };
}
