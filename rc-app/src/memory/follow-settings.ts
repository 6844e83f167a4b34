import { clock } from '../machine.ts';
import type { Accessors } from '../server/accessors.ts';
import { beginClosed, endClosed, isSame } from './closed-time-rows.ts';
import type { ClosedTime } from './closed-times.ts';
import type { Memory } from './memory.ts';

/** A changed setting has reached every server of the cluster by then. */
const SETTLED_MS = 60_000;

/**
 * Makes the closed times say what the settings say: *Pause*, and *Only in these rooms*. A list that is new begins before
 * the old one ends, so that no moment is without one.
 *
 * @param since when a setting that we find changed may have been changed, in milliseconds
 * @param isTold a hook has just told us of the change. Otherwise we may be the last to know, and must not end a closed
 * time that another server has begun a moment ago.
 */
export async function followSettings(
  { memory }: { readonly memory: Pick<Memory, 'egress'> },
  accessors: Pick<Accessors, 'read' | 'persistence'>,
  since: number,
  isTold = false,
): Promise<void> {
  const { paused, rooms } = await memory.egress.refresh(accessors.read);
  const now = clock();
  const isOurs = ({ from }: ClosedTime) => isTold || from < now - SETTLED_MS;
  if (paused) await beginClosed({ by: 'paused', from: since }, accessors);
  else await endClosed('paused', now, accessors, { if: isOurs });
  if (rooms.length > 0) await beginClosed({ by: 'room-not-listed', list: rooms, from: since }, accessors);
  const isOther = (time: ClosedTime) => rooms.length === 0 || !isSame(time.list, rooms);
  await endClosed('room-not-listed', now, accessors, { if: (time) => isOurs(time) && isOther(time) });
}
