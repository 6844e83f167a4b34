import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Memory } from '../memory/memory.ts';
import type { Reach } from '../memory/reach.ts';
import type { HeardLately } from '../outbox/heard-lately.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Telling } from '../push/tell.ts';
import type { Tray } from '../push/tray.ts';
import type { Life } from '../sweep/life.ts';

/** What a command may use of the server. */
export interface Workspace extends Reach {
  readonly modify: IModify;
}

/** What the commands need of the app. */
export interface Commanded extends IApp {
  readonly memory: Memory;
  readonly outbox: Outbox;
  readonly tray: Tray;
  readonly life: Life;
  readonly heardLately: HeardLately;
  /** With the logger of the request for which it is called. The first call begins the life of this process. */
  telling(...reach: [IRead, IHttp, IPersistence]): Telling;
}
