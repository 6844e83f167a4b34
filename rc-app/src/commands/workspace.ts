import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Memory } from '../memory/memory.ts';
import type { Reach } from '../memory/reach.ts';
import type { HeardLately } from '../outbox/heard-lately.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Tray } from '../push/tray.ts';

/** What a command may use of the server. */
export interface Workspace extends Reach {
  readonly modify: IModify;
}

/** What the commands need of the app. */
export interface Commanded extends IApp {
  readonly memory: Memory;
  readonly outbox: Outbox;
  readonly tray: Tray;
  /** Do other servers of the cluster live? Is the app disabled, and this process alive all the same? */
  readonly life: { hasCompany(read: IRead): Promise<boolean>; isResting(): boolean };
  readonly heardLately: HeardLately;
  /** With the logger of the request for which it is called. The first call begins the life of this process. */
  telling(...reach: [IRead, IHttp, IPersistence]): Telling;
}

/** What a hook hands over. `log` is that of this hook's request: each has its own. */
export interface Telling extends Reach {
  readonly app: Commanded;
  readonly log: ILogger;
}
