import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';

/** What the app needs of the server where no hook has called it. Accessors stay good after a hook has returned. */
export interface Reach {
  readonly read: IRead;
  readonly http: IHttp;
  readonly persistence: IPersistence;
}
