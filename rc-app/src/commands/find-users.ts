import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { captureActor } from '../capture/actor.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/**
 * The person with exactly this name, with `@` or without, or with this id. The engine's reader of users knows these two
 * questions and no search; `members` lists those of a room. E-mail addresses do not leave (`captureActor`).
 */
export async function findUsers(
  { v: _v, key: _key, command: _command, query, limit: _one, ...rest }: CommandOf<'findUsers'>,
  { read }: Workspace,
  { memory }: Commanded,
): Promise<CommandResult<'findUsers'>> {
  nothingLeft(rest);
  const name = query.trim().replace(/^@/, '');
  if (!name || (await memory.egress.get(read)).paused) return { users: [] };
  const users = read.getUserReader();
  const found: IUser | undefined = (await users.getByUsername(name)) ?? (await users.getById(name));
  return { users: found ? [captureActor(found)] : [] };
}
