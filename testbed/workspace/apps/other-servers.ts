import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus.js';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/ISetting.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { Server } from '../server.ts';

/** The other servers of the workspace: a change on one of them is made on all. */
export interface OtherServers {
  /** `apps.statusUpdate`: every server that has the app does the same with it (communication/websockets.js). */
  changeStatus(appId: string, status: AppStatus): Promise<void>;
  /**
   * `apps.settingUpdated`: every server does the same with what the app made of it (bridges/details.ts,
   * communication/websockets.ts).
   */
  updateSetting(appId: string, stored: ISetting): Promise<void>;
}

export function openOtherServers(
  own: () => AppManager,
  managers: ReadonlySet<() => AppManager>,
  { log }: Pick<Server, 'log'>,
): OtherServers {
  const others = () => [...managers].filter((each) => each !== own);
  return {
    async changeStatus(appId, status) {
      const having = others().filter((each) => each().getOneById(appId));
      const warn = (error: unknown) => log(`warn app ${appId} did not change its status: ${String(error)}`);
      await Promise.all(having.map((each) => each().changeStatus(appId, status).catch(warn)));
    },
    async updateSetting(appId, stored) {
      await Promise.all(
        others().map((each) => each().getSettingsManager().updateAppSetting(appId, structuredClone(stored))),
      );
    },
  };
}
