import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { ReplayWindow } from '@rocketchat-openclaw/shared';
import type { Deliveries } from '../memory/deliveries.ts';
import type { Hinted } from '../memory/hinted.ts';
import type { Memory } from '../memory/memory.ts';
import type { HeardLately } from '../outbox/heard-lately.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Accessors } from '../server/accessors.ts';
import type { Permissions } from '../server/permissions.ts';
import type { Bounds } from './bounds.ts';
import type { CommandPath } from './command-path.ts';
import type { Greeting } from './greeting.ts';
import type { Mailbox } from './mailbox.ts';
import type { UnderWay } from './under-way.ts';
import type { Ways } from './ways.ts';

/** The server, as far as commands use it. */
export interface Workspace extends Accessors {
  readonly modify: IModify;
}

/** The app, as far as commands use it. */
export interface Commanded extends IApp {
  readonly memory: Memory;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  readonly greeting: Greeting;
  readonly ways: Ways;
  readonly commandPath: CommandPath;
  /**
   * The tokens that came to this process. Another server of a cluster, and the process after a crash, have not seen them:
   * there the ledger keeps a write from happening twice, and a read may be repeated until its token is too old.
   */
  readonly replay: ReplayWindow;
  readonly bounds: Bounds;
  /** `hasPeers`: do other servers of the cluster live? `isPaused`: is the app disabled while this process lives on? */
  readonly heartbeat: { hasPeers(read: IRead): Promise<boolean>; isPaused(): boolean };
  readonly permissions: Permissions;
  /** Ended before the engine has switched the app off. */
  readonly underWay: UnderWay;
  readonly heardLately: HeardLately;
  readonly hinted: Hinted;
  readonly deliveries: Deliveries;
  /** With the logger of the request for which it is called. The first call starts the heartbeat of this process. */
  telling(...accessors: [IRead, IHttp, IPersistence]): Telling;
}

/** The accessors of a hook. `log` is that of this hook's request: each has its own. */
export interface Telling extends Accessors {
  readonly app: Commanded;
  readonly log: ILogger;
}
