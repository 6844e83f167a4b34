import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors/IConfigurationExtend';
import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';

/** The app's own handler ends the request to this address, so it never leaves the server. */
const ASKS_TO_WRITE = 'openclaw:a-way-to-write';

/** A way to write for the hooks that bring none: enable, disable, and those of settings. */
export interface WayToWrite {
  /** The persistence of the latest hook or request. */
  persistence?: IPersistence;
  /**
   * Gets one if there is none. It returns nothing, because the engine takes every property of an accessor, also `then`,
   * for a call.
   */
  ask(http: IHttp): Promise<void>;
  provide(configuration: IConfigurationExtend): void;
}

/** The engine hands persistence to whatever handles a request of the app's before it leaves (accessors/http.ts). */
export function openWayToWrite(): WayToWrite {
  const way: WayToWrite = {
    async ask(http) {
      if (!way.persistence) await http.get(ASKS_TO_WRITE).catch(() => undefined);
    },
    provide(configuration) {
      configuration.http.providePreRequestHandler({
        executePreHttpRequest: async (url, request, _read, persistence) => {
          way.persistence = persistence;
          if (url === ASKS_TO_WRITE) throw new Error('here it is');
          return request;
        },
      });
    },
  };
  return way;
}
