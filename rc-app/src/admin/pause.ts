import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { pause as wait } from '../machine.ts';
import { readEgressSettings } from '../settings/egress-settings.ts';
import { SETTING } from '../settings/settings.ts';
import type { Words } from '../texts/words.ts';
import type { Commanded } from '../workspace/workspace.ts';

/** The engine answers before it has stored a setting, and does not say when it has (SettingUpdater.updateValue). */
const LOOK_AGAIN_MS = 20;
const MOST_LOOKS = 50;

/** `/openclaw pause` and `resume`: the setting *Pause*, as if it were saved on the page of the app's settings. */
export async function setPaused(paused: boolean, app: Commanded, read: IRead, { PAUSE }: Words): Promise<string> {
  await app.getAccessors().environmentWriter.getSettings().updateValue(SETTING.paused, paused);
  const settings = read.getEnvironmentReader().getSettings();
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    if ((await readEgressSettings(settings)).paused === paused) return paused ? PAUSE.isOn : PAUSE.isOff;
    await wait(LOOK_AGAIN_MS);
  }
  return PAUSE.notStored;
}
