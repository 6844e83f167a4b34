import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import { type CommandOf, type CommandResult, LIMITS, nothingLeft } from '@rocketchat-openclaw/shared';
import { timeOf } from '../capture/message.ts';
import { saidOpen } from '../egress/said-open.ts';
import { latestWithin } from './latest-within.ts';
import { newestFirst } from './newest-first.ts';
import { tellPast } from './past.ts';
import { readableRoomOf } from './room.ts';
import type { Commanded, Workspace } from './workspace.ts';

/**
 * The last messages of a room, oldest first, without the replies inside its threads. The engine knows no search by time, so
 * those after `before` are looked at as well: where too many were written since, what was before is not found.
 */
export async function history(
  { v: _v, key: _key, command: _command, roomId, before, limit, ...rest }: CommandOf<'history'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'history'>> {
  nothingLeft(rest);
  const room = await readableRoomOf(roomId, app, read);
  const isOpen = await saidOpen(room, app.memory, read);
  const found: IMessageRaw[] = [];
  let looked = 0;
  for await (const message of newestFirst(roomId, read, { threads: false })) {
    if (++looked > LIMITS.rowsLookedAt) break;
    if (before !== undefined && (timeOf(message.createdAt) ?? 0) >= before) continue;
    if (!isOpen(message)) continue;
    found.push(message);
    if (found.length === limit) break;
  }
  return { messages: latestWithin(await tellPast(found.reverse(), app, read)) };
}
