import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Memory } from '../memory/memory.ts';
import type { Reach } from '../memory/reach.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** What a command may use of the server. */
export interface Workspace extends Reach {
  readonly modify: IModify;
}

/** What the commands need of the app. */
export interface Commanded extends IApp {
  readonly memory: Memory;
  readonly outbox: Outbox;
}
