import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import { type CommandOf, type CommandResult, LIMITS, nothingLeft } from '@rocketchat-openclaw/shared';
import { timeOf } from '../capture/message.ts';
import { latestWithin } from '../server/latest-within.ts';
import { newestFirst } from '../server/newest-first.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { tellPast } from './past.ts';
import { readableRoomOf } from './room.ts';

/** The server's converter does not map that a reply is shown in its room, too. */
type Reply = IMessageRaw & { readonly _unmappedProperties_?: { readonly tshow?: unknown } };

/** How many replies are searched for those that are shown in the room: the engine cannot filter them. */
const REPLIES_LOOKED_AT = 200;

/**
 * The last messages of a room, oldest first, including thread replies that are shown in the room as well. The engine
 * cannot search by time, so messages after `before` are read and skipped: if there are too many of them, the earlier
 * ones are not found.
 */
export async function history(
  { v: _v, key: _key, command: _command, roomId, before, limit, ...rest }: CommandOf<'history'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'history'>> {
  nothingLeft(rest);
  const { isOpen } = await readableRoomOf(roomId, app, read);
  const isWanted = (message: IMessageRaw) => (before === undefined || timeIn(message) < before) && isOpen(message);
  const found: IMessageRaw[] = [];
  let looked = 0;
  for await (const message of newestFirst(roomId, read, { threads: false })) {
    if (++looked > LIMITS.rowsLookedAt) break;
    if (isWanted(message)) found.push(message);
    if (found.length === limit) break;
  }
  const oldest = found.at(-1);
  const since = found.length === limit && oldest ? timeIn(oldest) : 0;
  const most = Math.min(REPLIES_LOOKED_AT, LIMITS.rowsLookedAt - looked);
  const all = [...found.reverse(), ...(await shownReplies(roomId, { since, most }, read)).filter(isWanted)];
  all.sort((a, b) => timeIn(a) - timeIn(b));
  return { messages: latestWithin(await tellPast(all.slice(-limit), app, read)) };
}

const timeIn = ({ createdAt }: IMessageRaw): number => timeOf(createdAt) ?? 0;

/** Such a reply stands in the room as any other message, and so without its thread. */
async function shownReplies(
  roomId: string,
  { since, most }: { readonly since: number; readonly most: number },
  read: IRead,
): Promise<IMessageRaw[]> {
  const shown: IMessageRaw[] = [];
  if (most <= 0) return shown;
  let looked = 0;
  for await (const { threadId, ...message } of newestFirst(roomId, read, { threads: true }) as AsyncGenerator<Reply>) {
    if (++looked > most || timeIn(message) < since) break;
    if (threadId !== undefined && message._unmappedProperties_?.tshow === true) shown.push(message);
  }
  return shown;
}
