import type { Server } from '../server.ts';
import type { RoomRecord, UserRecord } from '../store/records.ts';
import { findSubscription } from '../store/store.ts';
import { ServerRefusal } from './refusal.ts';
import { storeMessage } from './send-message.ts';

/**
 * banUserFromRoom (app/lib/server/functions, since 9.0): the subscription stays, as one that is banned, and no event of a
 * leaving follows, only a system message in the name of who has banned.
 */
export function banMember(server: Server, room: RoomRecord, user: UserRecord, by: UserRecord): void {
  const subscription = findSubscription(server.store, room._id, user._id);
  if (!subscription || subscription.status === 'BANNED') return;
  const { subscriptions } = server.store;
  const banned = { ...subscription, roles: [], status: 'BANNED' as const };
  subscriptions.splice(subscriptions.indexOf(subscription), 1, banned);
  storeMessage(server, by, room, { t: 'user-banned', msg: user.username });
  server.stream.emit({ type: 'room', room: room._id, record: room });
}

/** unbanUserFromRoom: the subscription goes, so who was banned is no member, and may be invited again. */
export function unbanMember(server: Server, room: RoomRecord, user: UserRecord, by: UserRecord): void {
  const subscription = findSubscription(server.store, room._id, user._id);
  if (!subscription) throw new ServerRefusal('error-invalid-subscription');
  if (subscription.status !== 'BANNED') throw new ServerRefusal('error-user-not-banned');
  server.store.subscriptions.splice(server.store.subscriptions.indexOf(subscription), 1);
  storeMessage(server, by, room, { t: 'user-unbanned', msg: user.username });
  server.stream.emit({ type: 'room', room: room._id, record: room });
}
