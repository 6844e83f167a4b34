import type { INotifier } from '@rocket.chat/apps-engine/definition/accessors/INotifier';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { writableRoomOf } from './room.ts';
import type { Commanded, Workspace } from './workspace.ts';

/** How to end the typing that this sandbox began, by room. */
const endings = new Map<string, () => Promise<void>>();

/** Shows or ends “is typing” in a room. Rocket.Chat knows it per room only, so a thread's shows in its room. */
export async function typing(
  { v: _v, key: _key, command: _command, roomId, threadId: _roomOnly, answers, on, ...rest }: CommandOf<'typing'>,
  { read, modify }: Workspace,
  app: Commanded,
): Promise<CommandResult<'typing'>> {
  nothingLeft(rest);
  await writableRoomOf({ roomId, answers }, app, read);
  const { username } = await app.memory.bot.get(read);
  if (on) {
    endings.set(roomId, await begin(roomId, username, modify.getNotifier()));
    return {};
  }
  // After a restart of the sandbox, or on another server of the cluster, nobody here knows how to end it.
  const end = endings.get(roomId) ?? (await begin(roomId, username, modify.getNotifier()));
  endings.delete(roomId);
  await end();
  return {};
}

/** The notifier's default name is the app user's display name, which clients do not match with a user. */
function begin(roomId: string, username: string, notifier: INotifier): Promise<() => Promise<void>> {
  return notifier.typing({ id: roomId, username });
}
