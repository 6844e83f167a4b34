import type { Claim } from '../admit/inbox.ts';
import { isReset } from '../gate/command.ts';
import { type QueueMode, queueSettingsOf } from '../host/queue-mode.ts';
import { stopping } from '../host/stops.ts';
import type { Known } from './context.ts';
import { type Handled, WAITS_AGAIN } from './handled.ts';
import { joinNext } from './join-next.ts';
import { placeOf } from './keep-place.ts';
import { type How, NO_LINE, type Place } from './line.ts';
import { answersAt } from './runs.ts';
import type { Services } from './services.ts';
import { whileItWaits } from './while-it-waits.ts';

/** The running turn could not take the message in. It is on disk, in its place of the line. */
export const REFUSED: Handled = { outcome: undefined };

/**
 * Hands messages over in their order: each one when OpenClaw has the one before it, or, where messages do not reach a
 * running turn, when that has ended. Commands, and answers to the agent's questions, do not wait, except for a command that
 * begins a new session: it would end the turn of a message before it, whose author would have no answer, or have that
 * answered in the new session.
 *
 * @param work may be called several times; it returns `REFUSED` if the message has to wait for the end of what runs
 */
export async function inOrder(
  known: Known,
  claim: Claim,
  services: Services,
  work: (place: Place) => Promise<Handled>,
): Promise<Handled> {
  const { conversation, verdict } = known;
  const { sessionKey } = conversation;
  const { command } = verdict;
  if (command ? !isReset(command) : claim.interrupts) {
    const handled = await (command?.name === 'stop' ? stopping(sessionKey, () => work(NO_LINE)) : work(NO_LINE));
    if (handled !== REFUSED) return handled;
    // The running turn did not take it in: from now on it waits like any other.
    claim.comesBack?.();
  }
  const place = placeOf(claim, sessionKey, answersAt(known));
  for (;;) {
    if (!(await untilItMayGo(place, known, claim, services))) {
      // Without a failure where only one before it comes again.
      await (claim.takenBack.aborted ? claim.onAbandoned() : (claim.onCancelled ?? claim.onAbandoned)());
      return WAITS_AGAIN;
    }
    const handled = await work(place);
    if (handled !== REFUSED) return handled;
    place.isBack();
    claim.comesBack?.();
  }
}

/**
 * @returns false if the message has to come again, because OpenClaw has given it back, or because one before it comes again
 * @throws Amended if it has changed
 */
async function untilItMayGo(place: Place, known: Known, claim: Claim, services: Services): Promise<boolean> {
  const { conversation, verdict } = known;
  const { route, sessionKey } = conversation;
  const at = { agentId: route.agentId, sessionKey, readConsistency: 'latest' as const };
  const settings = queueSettingsOf(known.cfg, services.runtime.agent.session.getSessionEntry(at));
  const waiting = place.wantsToGo(verdict.command && isReset(verdict.command) ? 'alone' : HOW[settings.mode]);
  if (waiting) {
    services.waiting.begins(known);
    // Also where it changes: it is not late for that, and neither are those behind it.
    await whileItWaits(waiting, claim).finally(() => claim.keptWaiting?.());
  }
  claim.abortSignal.throwIfAborted();
  if (claim.takenBack.aborted || place.isSentBack()) return false;
  if (waiting && settings.mode === 'collect' && !verdict.command) await joinNext(known, claim, services, settings);
  return true;
}

const HOW: Readonly<Record<QueueMode, How>> = {
  steer: 'steered',
  interrupt: 'at-once',
  followup: 'alone',
  collect: 'alone',
};
