import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { type CommandOf, type CommandResult, LIMITS, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { name } from '../capture/name.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { messageOf } from './message.ts';
import { readableRoomOf } from './room.ts';

/** The reactions to a message of a room that may be read. The server keeps usernames, not ids. */
export async function reactions(
  { v: _v, key: _key, command: _command, roomId, messageId, ...rest }: CommandOf<'reactions'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'reactions'>> {
  nothingLeft(rest);
  const { isOpen } = await readableRoomOf(roomId, app, read);
  const message = await messageOf({ roomId, messageId }, read);
  if (!isOpen(message))
    throw new Refusal('message-not-found', `message ${messageId} was said while it was closed here`);
  const given = reactionsTo(message).slice(0, LIMITS.listItems);
  return {
    reactions: given.map(({ emoji, by }) => ({
      emoji,
      by: by.slice(0, LIMITS.listItems).map(name),
    })),
  };
}

/** As a list of entries: the engine rewrites the source of an app that reads the names by their property. */
export function reactionsTo({ reactions: given }: IMessage): { emoji: string; by: readonly string[] }[] {
  const entries = Object.entries((given ?? {}) as Record<string, { usernames?: string[] }>);
  return entries.map(([emoji, { usernames = [] }]) => ({ emoji, by: usernames }));
}
