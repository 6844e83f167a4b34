import type { Claim } from '../admit/inbox.ts';
import { type GivenCommand, isReset } from '../gate/command.ts';
import { enterLine } from './line.ts';
import { whileItWaits } from './while-it-waits.ts';

interface Given {
  readonly command: Pick<GivenCommand, 'name'>;
  readonly sessionKey: string;
  /** Where it was given, as in `runs.ts`. */
  readonly answersAt: string;
  /** Called if it has to wait. */
  readonly onWait: () => void;
}

/**
 * Carries out a slash command. One that begins a new session takes its place in the line, as it does where it is written as
 * a message.
 *
 * @returns false if it waits for its next attempt, because a message before it comes again
 */
export async function commandInOrder(given: Given, claim: Claim, work: () => Promise<void>): Promise<boolean> {
  const { command, sessionKey, answersAt, onWait } = given;
  if (!isReset(command)) return work().then(() => true);
  const place = enterLine(sessionKey, answersAt);
  try {
    const waiting = place.wantsToGo('alone');
    if (waiting) {
      onWait();
      await whileItWaits(waiting, claim);
    }
    claim.abortSignal.throwIfAborted();
    if (!place.isSentBack()) return await work().then(() => true);
  } finally {
    place.leave();
  }
  await (claim.onCancelled ?? claim.onAbandoned)();
  return false;
}
