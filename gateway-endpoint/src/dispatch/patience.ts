import type { Claim } from '../admit/inbox.ts';

/** Working on one event for longer than this lets other rooms go on. */
const PATIENCE_MS = 250;

export async function stepAsideAfter<T>(claim: Pick<Claim, 'stepAside'>, work: () => Promise<T>): Promise<T> {
  const tooLong = setTimeout(() => claim.stepAside(), PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(tooLong);
  }
}
