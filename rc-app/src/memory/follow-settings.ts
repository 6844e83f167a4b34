import { clock } from '../machine.ts';
import type { Accessors } from '../server/accessors.ts';
import { beginClosed, endClosed, isSame } from './closed-time-rows.ts';
import type { ClosedTime } from './closed-times.ts';
import type { Memory } from './memory.ts';

/** A changed setting has reached every server of the cluster by then. */
const SETTLED_MS = 60_000;

/**
 * Makes the closed times say what the settings say: *Pause*, and *Only in these rooms*. A new list begins before the
 * old one ends, so that there is no moment without a list.
 *
 * @param since the earliest time at which a changed setting may have been changed, in milliseconds
 * @param isTold true if a hook has just reported the change. Otherwise another server may know more, and we must not
 * end a closed time that it has begun a moment ago.
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
