import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { readBot } from '../memory/bot.ts';
import { noteInstaller } from '../memory/installer.ts';
import { noteAdmin } from '../memory/last-admin.ts';
import { faultOf } from '../push/fault.ts';
import { writeToAdmin } from '../sweep/write-to-admin.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Writes to the admin who has installed the app where the connection code comes from. Never throws: the engine would take
 * the app for broken (AppManager.installApp).
 *
 * @param by undefined where the server does not say who it was
 */
export async function welcome(
  by: IUser | undefined,
  { read, modify, persistence }: Pick<Workspace, 'read' | 'modify' | 'persistence'>,
  log: ILogger,
): Promise<void> {
  if (!by) return;
  try {
    const { username } = await readBot(read);
    const site = await read.getEnvironmentReader().getServerSettings().getValueById('Site_Url');
    const address = String(site ?? '').replace(/(?<!\/)\/+$/, '');
    if (!(await writeToAdmin(by.id, ({ WELCOME }) => WELCOME.installed(username, address), { read, modify }))) return;
    await noteInstaller(by.id, persistence);
    await noteAdmin(by.id, read, persistence);
  } catch (error) {
    log.warn(`The app could not write to the admin who installed it: ${faultOf(error)}`);
  }
}
