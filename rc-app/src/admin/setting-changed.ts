import { NOT_CONNECTED_YET } from '../hints/hint-of.ts';
import { clock } from '../machine.ts';
import { followSettings } from '../memory/follow-settings.ts';
import { noteWatermark } from '../memory/watermarks.ts';
import { SETTING } from '../settings/settings.ts';
import type { Telling } from '../workspace/workspace.ts';

const CONNECTING: readonly string[] = [SETTING.connectionCode, SETTING.sharedSecret, SETTING.gatewayUrl];
const CLOSING: readonly string[] = [SETTING.rooms, SETTING.paused];

/** The new rules apply to messages from now on. */
export async function settingChanged(id: string, telling: Telling): Promise<void> {
  const now = clock();
  // Earlier messages were judged by another scope, and a process that reads them again knows only that of today.
  if (id === SETTING.egressScope) await noteWatermark(now, telling.persistence);
  // People who have read that there is no connection may read it again.
  if (CONNECTING.includes(id)) await telling.app.hinted.forget(NOT_CONNECTED_YET, telling.persistence);
  if (CLOSING.includes(id)) await followSettings(telling.app, telling, now, true);
}
