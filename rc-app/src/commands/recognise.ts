import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { timeOf } from '../capture/message.ts';
import { clock, pause } from '../machine.ts';
import { newestFirst } from '../server/newest-first.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { isAnothers, isClaimed, type OpenRow } from './ledger-rows.ts';
import { digest, saidIn, type Trace } from './trace.ts';

export type Recognised =
  | { readonly happened: 'yes'; readonly messageId: string }
  | { readonly happened: 'no' | 'unknown' };

/**
 * A server carries out what a dead sandbox has asked for. So for this long after the row, a missing message may still
 * appear.
 */
const SETTLE_MS = 3_000;
/** The server dates a message, the app its row; the servers of a cluster have a clock each. */
const SKEW_MS = 2_000;
/** How many messages of a busy room are read before we answer that we cannot tell. */
const MOST_LOOKED_AT = 500;

/**
 * Looks in the room for the effect of an open row: a message of the bot since then, in the same thread, with the same
 * text, that no other key has posted. A message with another text may be the one, changed by a filter of the server:
 * then we cannot tell.
 *
 * @param row `isOver` says that the server has answered, so that there is nothing to wait for
 */
export async function recognise(
  row: OpenRow & { readonly isOver?: boolean },
  workspace: Workspace,
  app: Commanded,
): Promise<Recognised> {
  if (!row.trace) return { happened: 'unknown' };
  const found = await look(row, row.trace, workspace, app);
  // Not longer than that, even if the clock was set back since.
  const early = Math.min(SETTLE_MS, row.openedAt + SETTLE_MS - clock());
  if (found.happened !== 'no' || row.isOver || early <= 0) return found;
  await pause(early);
  return look(row, row.trace, workspace, app);
}

async function look(row: OpenRow, trace: Trace, { read }: Workspace, app: Commanded): Promise<Recognised> {
  const bot = await app.memory.bot.get(read);
  const threadId = trace.threadId && (await rootOf(trace.threadId, read));
  let isOther = false;
  let looked = 0;
  for await (const message of newestFirst(trace.roomId, read, { threads: true })) {
    if ((timeOf(message.createdAt) ?? 0) < row.openedAt - SKEW_MS) break;
    if (++looked > MOST_LOOKED_AT) return { happened: 'unknown' };
    const { said, isFile } = saidIn(message);
    const isHere = message.sender._id === bot.id && (message.threadId ?? '') === (threadId ?? '');
    // Rows of an earlier version do not say.
    const isOfAnotherKind = trace.isQuiet !== undefined && trace.isQuiet !== Boolean(message.editedAt);
    if (!isHere || isFile !== trace.isFile || isOfAnotherKind || (await isClaimed(message.id, { read }))) continue;
    const words = await digest(said);
    if (words === trace.said) return { happened: 'yes', messageId: message.id };
    // No filter renames a file, and a text of another key belongs to that key.
    if (!isFile && !(await isAnothers(words, row.key, { read }))) isOther = true;
  }
  return { happened: isOther ? 'unknown' : 'no' };
}

/** A thread has one level: the server hangs a reply to a reply on the first message (sendMessage.ts). */
async function rootOf(threadId: string, read: IRead): Promise<string> {
  return (await read.getMessageReader().getById(threadId))?.threadId ?? threadId;
}
