import type { Journal } from './journal.ts';
import type {
  EphemeralRecord,
  IntegrationRecord,
  MessageRecord,
  PersistenceRecord,
  RoomRecord,
  SubscriptionRecord,
  UploadRecord,
  UserRecord,
  VisitorRecord,
} from './records.ts';

/**
 * Stands for Mongo: collections by `_id`, in the order of insertion. A record that changes in place is set again: that is
 * the update.
 */
export interface Store {
  readonly users: Map<string, UserRecord>;
  readonly visitors: Map<string, VisitorRecord>;
  readonly integrations: Map<string, IntegrationRecord>;
  readonly rooms: Map<string, RoomRecord>;
  readonly messages: Map<string, MessageRecord>;
  readonly uploads: Map<string, UploadRecord>;
  readonly persistence: Map<string, PersistenceRecord>;
  readonly subscriptions: SubscriptionRecord[];
  readonly ephemerals: EphemeralRecord[];
  /** Login tokens of the REST API, token → user id. */
  readonly tokens: Map<string, string>;
}

/** @param journal where it is to outlive the process */
export function createStore(journal?: Journal): Store {
  const map = <T>(name: string): Map<string, T> => journal?.map<T>(name) ?? new Map();
  return {
    users: map('users'),
    visitors: map('visitors'),
    integrations: map('integrations'),
    rooms: map('rooms'),
    messages: map('messages'),
    uploads: map('uploads'),
    persistence: map('persistence'),
    subscriptions: journal?.list('subscriptions') ?? [],
    ephemerals: [],
    tokens: map('tokens'),
  };
}

export function findUserByName(store: Store, username: string): UserRecord | undefined {
  return [...store.users.values()].find((user) => user.username === username);
}

export function findRoomByName(store: Store, name: string): RoomRecord | undefined {
  return [...store.rooms.values()].find((room) => room.name === name);
}

/** The direct room of exactly these people, whatever their order. */
export function findDirectRoom(store: Store, userIds: readonly string[]): RoomRecord | undefined {
  const wanted = [...new Set(userIds)].sort().join();
  return [...store.rooms.values()].find((room) => room.t === 'd' && [...(room.uids ?? [])].sort().join() === wanted);
}

export function findSubscription(store: Store, rid: string, uid: string): SubscriptionRecord | undefined {
  return store.subscriptions.find((subscription) => subscription.rid === rid && subscription.uid === uid);
}

/** The people in the room (`__rooms` of the user), without banned ones. */
export function membersOf(store: Store, rid: string): UserRecord[] {
  return store.subscriptions
    .filter((subscription) => subscription.rid === rid && subscription.status !== 'BANNED')
    .map(({ uid }) => store.users.get(uid))
    .filter((user) => user !== undefined);
}

export function messagesOf(store: Store, rid: string): MessageRecord[] {
  return [...store.messages.values()].filter((message) => message.rid === rid && !message._hidden).sort(byTime);
}

const byTime = (a: MessageRecord, b: MessageRecord) => a.ts.getTime() - b.ts.getTime();
