import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';

/** The accessors of a hook that the app needs. They stay good after the hook has returned. */
export interface Accessors {
  readonly read: IRead;
  readonly http: IHttp;
  readonly persistence: IPersistence;
}
