import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Memory } from '../memory/memory.ts';

/** What a command may use of the server. */
export interface Workspace {
  readonly read: IRead;
  readonly modify: IModify;
  readonly http: IHttp;
  readonly persistence: IPersistence;
}

/** What the commands need of the app. */
export interface Commanded extends IApp {
  readonly memory: Memory;
}
