import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';

/**
 * The permissions in app.json; an admin who uploads the app grants just these. Without the field it is the default set.
 */
export async function readPermissions(manager: AppManager, zip: Buffer): Promise<IPermission[] | undefined> {
  const { info } = await manager.getParser().unpackageApp(zip);
  return info.permissions;
}
