import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';

/** The server, as far as the app needs it. Accessors stay good after a hook has returned. */
export interface Reach {
  readonly read: IRead;
  readonly http: IHttp;
  readonly persistence: IPersistence;
}
