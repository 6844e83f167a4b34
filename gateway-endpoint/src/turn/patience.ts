import type { Claim } from '../admit/inbox.ts';

/** Working on one event for longer than this lets other rooms go on. */
const PATIENCE_MS = 250;

/** OpenClaw takes a turn over within a second or two, unless it is in trouble. */
export const TAKEN_OVER_MS = 10_000;

export async function stepAsideAfter<T>(
  claim: Pick<Claim, 'stepAside'>,
  work: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const tooLong = setTimeout(() => claim.stepAside(), patienceMs);
  try {
    return await work();
  } finally {
    clearTimeout(tooLong);
  }
}
