import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus.js';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler/index.js';
import { convertUser } from '../convert/convert-user.ts';
import { ServerRefusal } from '../rules/refusal.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';
import type { Licence } from './licence.ts';
import { openOtherServers } from './other-servers.ts';
import { InstallRefusal } from './refuse-install.ts';

export interface Apps {
  /** POST /api/apps: add disabled, then `beforeEnable`, then enable where the licence allows. */
  install(zip: Buffer, by: UserRecord, permissions?: IPermission[], beforeEnable?: BeforeEnable): Promise<Fulfilment>;
  update(zip: Buffer, by: UserRecord, permissions?: IPermission[]): Promise<Fulfilment>;
  enable(appId: string): Promise<void>;
  disable(appId: string): Promise<void>;
  uninstall(appId: string, by: UserRecord): Promise<void>;
  /** Applies values as the settings page does, one by one and without a check of `required`. */
  setSettings(appId: string, values: Record<string, unknown>): Promise<void>;
  /** At the start of a server: what others have installed runs here too. */
  loadAll(): Promise<void>;
  /** The last status that is known; a crash does not change it. */
  status(appId: string): string;
  readonly statuses: Map<string, string>;
}

type BeforeEnable = (appId: string) => Promise<void>;
type Fulfilment = AppFabricationFulfillment;

/** ee/server/apps/communication/rest.ts, without the HTTP around it. */
export function createApps(
  server: Server,
  manager: () => AppManager,
  licence: Licence,
  managers: ReadonlySet<() => AppManager>,
): Apps {
  const statuses = new Map<string, string>();
  const others = openOtherServers(manager, managers, server);

  const refresh = async (appId: string) => {
    const status = await manager().getOneById(appId)?.getStatus();
    if (status) statuses.set(appId, status);
  };

  const enable = async (appId: string) => {
    if (!licence.allowsPrivateApps) throw new ServerRefusal('license-prevented');
    await manager().changeStatus(appId, AppStatus.MANUALLY_ENABLED);
    await refresh(appId);
    await others.changeStatus(appId, AppStatus.MANUALLY_ENABLED);
  };

  const setSettings = async (appId: string, values: Record<string, unknown>) => {
    const settings = manager().getSettingsManager();
    for (const [id, value] of Object.entries(values)) {
      const setting = { ...structuredClone(settings.getAppSetting(appId, id)), value };
      await settings.updateAppSetting(appId, setting);
      await others.updateSetting(appId, settings.getAppSetting(appId, id));
    }
  };

  return {
    statuses,
    async loadAll() {
      for (const app of await manager().get()) {
        await manager().loadOne(app.getID());
        await refresh(app.getID());
      }
    },
    enable,
    setSettings,
    status: (appId) => statuses.get(appId) ?? 'unknown',

    async install(zip, by, permissions, beforeEnable) {
      const granted = permissions && { permissionsGranted: permissions };
      const added = await manager().add(zip, { enable: false, ...granted, user: convertUser(by) });
      InstallRefusal.check(added);
      const { id } = added.getAppInfo();
      await refresh(id);
      await beforeEnable?.(id);
      // An app that cannot be enabled stays, switched off, and the upload has succeeded all the same.
      await enable(id).catch((error) => server.log(`warn app ${id} was installed but not enabled: ${String(error)}`));
      return added;
    },

    async update(zip, by, permissions) {
      if (!licence.allowsPrivateApps) throw new ServerRefusal('Cannot_Update_Exempt_App');
      // No list of permissions means the default set, which is what undefined tells the engine.
      const how = { loadApp: true, user: convertUser(by) };
      const updated = await manager().update(zip, permissions as IPermission[], how);
      InstallRefusal.check(updated);
      await refresh(updated.getAppInfo().id);
      return updated;
    },

    async disable(appId) {
      await manager().changeStatus(appId, AppStatus.MANUALLY_DISABLED);
      await refresh(appId);
      await others.changeStatus(appId, AppStatus.MANUALLY_DISABLED);
    },

    async uninstall(appId, by) {
      await manager().remove(appId, { user: convertUser(by) });
      statuses.delete(appId);
    },
  };
}
