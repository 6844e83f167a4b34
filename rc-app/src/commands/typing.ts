import type { INotifier } from '@rocket.chat/apps-engine/definition/accessors/INotifier';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { writableRoomOf } from './room.ts';

/** Rooms whose `off` may never come, because the gateway has died or sent it to another server. */
const MOST_REMEMBERED = 500;

/** How to end the typing that this sandbox began, by room; the room that was written in last comes last. */
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
    remember(roomId, await begin(roomId, username, modify.getNotifier()));
    return {};
  }
  // After a restart of the sandbox, or on another server of the cluster, nobody here knows how to end it.
  const end = endings.get(roomId) ?? (await begin(roomId, username, modify.getNotifier()));
  endings.delete(roomId);
  await end();
  return {};
}

/** An indicator that was forgotten is replaced by a new one and ended, as after a restart. */
function remember(roomId: string, end: () => Promise<void>): void {
  endings.delete(roomId);
  endings.set(roomId, end);
  for (const [oldest] of endings) if (endings.size > MOST_REMEMBERED) endings.delete(oldest);
}

/** The notifier's default name is the app user's display name, which clients do not match with a user. */
function begin(roomId: string, username: string, notifier: INotifier): Promise<() => Promise<void>> {
  return notifier.typing({ id: roomId, username });
}
