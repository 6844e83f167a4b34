import type { Claim } from '../admit/inbox.ts';

/** Working on one event for longer than this lets other rooms go on. */
const STEP_ASIDE_MS = 250;

/** OpenClaw adopts a turn within a second or two, unless it is in trouble. */
export const ADOPTION_MS = 10_000;

/** Lets other rooms go on when the work takes longer than `afterMs`. */
export async function stepAsideAfter<T>(
  claim: Pick<Claim, 'stepAside'>,
  work: () => Promise<T>,
  afterMs = STEP_ASIDE_MS,
): Promise<T> {
  const tooLong = setTimeout(() => claim.stepAside(), afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(tooLong);
  }
}
