import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit/index.js';
import type { EphemeralRecord, MessageRecord, RoomRecord, UserRecord } from './store/records.ts';
import { findSubscription, type Store } from './store/store.ts';

/** An event on the websocket of a client. `room` is a room id, `user` a username. */
export type WorkspaceEvent =
  | { type: 'message'; room: string; message: MessageRecord }
  | { type: 'message-deleted'; room: string; messageId: string }
  | { type: 'reaction'; room: string; messageId: string; user: string; reaction: string; on: boolean }
  /** On a device that is not looking at the room: the text is that of the moment. */
  | { type: 'notification'; room: string; user: string; messageId: string; text: string }
  | { type: 'typing'; room: string; user: string; on: boolean }
  | { type: 'ephemeral'; room: string; user: string; message: EphemeralRecord }
  | { type: 'interaction'; user: string; interaction: IUIKitInteraction }
  | { type: 'room'; room: string; record: RoomRecord }
  | { type: 'user'; user: string; id: string }
  | { type: 'app-status'; appId: string; status: string };

type Listener = (event: WorkspaceEvent) => void;

export interface Stream {
  /** Returns what ends the subscription. */
  subscribe(listener: Listener): () => void;
}

export interface StreamSource extends Stream {
  emit(event: WorkspaceEvent): void;
}

export function createStream(): StreamSource {
  const listeners = new Set<Listener>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      // A copy, so that a listener who keeps the event keeps what it said at the time.
      for (const listener of [...listeners]) listener(structuredClone(event));
    },
  };
}

/** May this person see the event? Members see their rooms; everyone sees public channels, people and apps. */
export function isVisible(store: Store, event: WorkspaceEvent, user: UserRecord): boolean {
  if (event.type === 'user' || event.type === 'app-status') return true;
  if (event.type === 'ephemeral' || event.type === 'interaction' || event.type === 'notification') {
    return event.user === user.username;
  }
  const room = store.rooms.get(event.room);
  return room?.t === 'c' || findSubscription(store, event.room, user._id) !== undefined;
}
