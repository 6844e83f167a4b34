import type { Telling } from '../commands/workspace.ts';
import { noteFloor } from '../memory/floors.ts';
import { wayOf } from '../push/way.ts';
import { clock } from '../sandbox.ts';
import { SETTING } from './settings.ts';

const EGRESS: readonly string[] = [SETTING.egressScope, SETTING.rooms, SETTING.paused];

/** Another connection may take what waits, and other rules count for what is said from now on. */
export async function settingChanged(id: string, telling: Telling): Promise<void> {
  if (EGRESS.includes(id)) await noteFloor(clock(), telling.persistence);
  telling.app.outbox.wake(wayOf(telling));
}
