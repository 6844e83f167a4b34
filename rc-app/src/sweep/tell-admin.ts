import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import { noteTold, readAdmin, readTold } from '../memory/last-admin.ts';
import type { Open } from '../outbox/breaker.ts';
import { wordsIn } from '../texts/words.ts';
import type { Telling } from '../workspace/workspace.ts';
import { writeToAdmin } from './write-to-admin.ts';

const A_DAY_MS = 24 * 60 * 60_000;

/** Tells the admin who last asked for the status that the connection must be repaired, at most once a day. */
export async function tellAdmin(
  open: Open | undefined,
  now: number,
  { read, persistence, log }: Telling,
  modify: IModify,
): Promise<void> {
  const told = await readTold(read);
  if (!open?.isPaused) {
    if (told !== undefined) await noteTold(undefined, persistence);
    return;
  }
  if (told !== undefined && now - told < A_DAY_MS) return;
  const { why } = open;
  log.error(wordsIn('en').ASK_ADMIN(why));
  await noteTold(now, persistence);
  const userId = await readAdmin(read);
  if (userId) await writeToAdmin(userId, ({ ASK_ADMIN, fault }) => ASK_ADMIN(fault(why)), { read, modify });
}
