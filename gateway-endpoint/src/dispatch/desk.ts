import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Turns } from '../admit/turns.ts';
import type { AppClient } from '../app-client/client.ts';
import type { Challenge } from '../gate/pair.ts';
import type { RoomNames } from '../gate/room-names.ts';
import type { Threads } from '../gate/threads.ts';
import type { Memory } from '../history/recall.ts';
import type { Files } from '../media/take.ts';
import type { Sender } from '../reply/sender.ts';
import type { Counters } from '../status/counters.ts';
import type { TellFate } from '../status/fates.ts';

/** Everything an event may need while it is handled: one desk per account. */
export interface Desk {
  readonly accountId: string;
  readonly runtime: PluginRuntime;
  readonly client: AppClient;
  readonly sender: Sender;
  readonly turns: Turns;
  readonly challenge: Challenge;
  readonly roomNames: RoomNames;
  readonly threads: Threads;
  readonly isNew: Memory['isNew'];
  readonly save: Files['save'];
  readonly counters: Counters;
  readonly newId: () => string;
  readonly tellFate: TellFate;
  readonly log: { info(message: string): void; warn(message: string): void };
}
