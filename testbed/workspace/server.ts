import type { ServerSettings } from './rules/settings.ts';
import type { Store } from './store/store.ts';
import type { StreamSource } from './stream.ts';

/** The parts of the server that every rule needs. */
export interface Server {
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly stream: StreamSource;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly announce: Announce;
  /** One readable line for `workspace.logs`. */
  readonly log: (line: string) => void;
}

/**
 * Tells the apps what happened, as `void Apps.self?.triggerEvent(…)` does in sendMessage.ts: hardly ever awaited, never in
 * order by promise. `data` is an app-facing object (../convert), built after the store was written.
 *
 * @returns when the apps are done, for the few rules that wait for them. It never rejects.
 */
export type Announce = (event: AppEvent, data: unknown) => Promise<void>;

export type AppEvent =
  | 'IPostMessageSent'
  | 'IPostSystemMessageSent'
  | 'IPostMessageUpdated'
  | 'IPostMessageDeleted'
  | 'IPostMessageReacted'
  | 'IPostRoomCreate'
  | 'IPostRoomUserJoined'
  | 'IPostRoomUserLeave';
