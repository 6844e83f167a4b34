import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const DAY_MS = 24 * 60 * 60_000;
const DAYS = 7;

/** Rows are kept by day, so that a day is read, and in the end removed, at once. */
const onDay = (day: number) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `threads:${day}`);

/**
 * The threads of the last week in which the bot has written, by their first message.
 *
 * @param now milliseconds
 */
export async function readThreads(read: IRead, now: number): Promise<Set<string>> {
  const today = Math.floor(now / DAY_MS);
  const days = Array.from({ length: DAYS + 1 }, (_, ago) => onDay(today - ago));
  const rows = await Promise.all(days.map((day) => read.getPersistenceReader().readByAssociation(day)));
  return new Set((rows.flat() as { threadId: string }[]).map((row) => row.threadId));
}

/** The last day on which this sandbox has removed the rows of the oldest day. */
let clearedOn = Number.NaN;

/**
 * Notes that the bot takes part in a thread: by a reply, or because a thread may begin with its own message. Two servers
 * may write a row each; they say the same.
 */
export async function noteThread(
  threadId: string,
  known: Set<string>,
  persistence: IPersistence,
  now: number,
): Promise<void> {
  if (known.has(threadId)) return;
  known.add(threadId);
  const today = Math.floor(now / DAY_MS);
  await persistence.createWithAssociation({ threadId }, onDay(today));
  if (clearedOn === today) return;
  clearedOn = today;
  await persistence.removeByAssociation(onDay(today - DAYS - 1));
}
