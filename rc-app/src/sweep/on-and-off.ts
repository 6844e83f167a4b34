import { clock } from '../machine.ts';
import { beginClosed, endClosed } from '../memory/closed-time-rows.ts';
import { followSettings } from '../memory/follow-settings.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import type { Accessors } from '../server/accessors.ts';
import { STARTED_AGAIN } from '../texts/faults.ts';
import type { Telling } from '../workspace/workspace.ts';
import { forgetAllBeats } from './heartbeat-rows.ts';

/** If a process dies while the engine disables it, the engine notices within this time and disables the next one. */
const DISABLING_MS = 2 * 60_000;

/**
 * An admin has disabled the app: later messages are not for it, also when it is on again. The process goes on without a
 * heartbeat, so that the next process does not read the messages that this one missed.
 */
export async function switchedOff(accessors: Pick<Accessors, 'read' | 'persistence'>, from: number): Promise<void> {
  await beginClosed({ by: 'disabled', from }, accessors);
  await forgetAllBeats(accessors.persistence);
}

/**
 * The app is on: the time in which it was disabled is over, and events that wait may leave.
 *
 * @param isAgain the engine has replaced a process that died while the app was on
 */
export async function switchedOn(telling: Telling, isAgain: boolean): Promise<void> {
  const now = clock();
  if (isAgain) telling.log.warn(STARTED_AGAIN);
  // The hooks did not tell us what an admin changed while the app was off.
  await followSettings(telling.app, telling, now, !isAgain);
  await endClosed('disabled', now, telling, { if: ({ from }) => !isAgain || from < now - DISABLING_MS });
  telling.app.outbox.wake(outboxAccessors(telling));
}
