import type { Server } from '../server.ts';
import type { IntegrationRecord, MessageRecord, RoomRecord, UserRecord } from '../store/records.ts';
import { findRoomByName, findUserByName } from '../store/store.ts';
import { checkMayPost } from './access.ts';
import { checkContent } from './check-content.ts';
import { ServerRefusal } from './refusal.ts';
import { addMember, openDirectRoom } from './rooms.ts';
import { type Draft, storeMessage } from './send-message.ts';

export type NewIntegration = Pick<IntegrationRecord, 'name' | 'channel'> &
  Partial<Pick<IntegrationRecord, 'alias' | 'emoji' | 'avatar'>> & { readonly username: string };

/** addIncomingIntegration: an admin names the account that it posts as, which gets the role `bot` by that. */
export function addIncomingIntegration(server: Server, { username, ...given }: NewIntegration): IntegrationRecord {
  const user = findUserByName(server.store, username);
  if (!user) throw new ServerRefusal('error-invalid-user', 'Invalid user');
  if (!/^[@#]/.test(given.channel)) throw new ServerRefusal('error-invalid-channel-start-with-chars');
  user.roles = [...new Set([...user.roles, 'bot'])];
  server.store.users.set(user._id, user);
  const integration = { ...given, _id: server.newId(), token: server.newId() + server.newId(), userId: user._id };
  server.store.integrations.set(integration._id, integration);
  return integration;
}

/** The body of a webhook; the names before `|` come from Slack's webhooks. */
export type WebhookPayload = Partial<{
  readonly [key in
    | 'text'
    | 'msg'
    | 'username'
    | 'alias'
    | 'icon_emoji'
    | 'emoji'
    | 'icon_url'
    | 'avatar'
    | 'tmid']: string;
}> & {
  readonly channel?: string;
  readonly attachments?: MessageRecord['attachments'];
};

/** processWebhookMessage.ts, with `bot` as the route has set it (integrations/server/api/api.ts): past the text's limits. */
export function executeIncomingIntegration(
  server: Server,
  { _id, userId, ...defaults }: IntegrationRecord,
  payload: WebhookPayload,
): MessageRecord {
  const user = server.store.users.get(userId);
  if (!user) throw new ServerRefusal('error-invalid-user', 'Invalid user');
  const { text, msg, username, icon_emoji, icon_url, attachments, tmid } = payload;
  const alias = username || payload.alias || defaults.alias;
  const avatar = icon_url || payload.avatar || defaults.avatar;
  const emoji = icon_emoji || payload.emoji || defaults.emoji;
  const room = checkMayPost(server, roomFor(server, payload.channel || defaults.channel, user), user);
  const draft: Draft = {
    msg: (text || msg || '').trim(),
    bot: { i: _id },
    groupable: false,
    parseUrls: !attachments,
    ...(alias && { alias }),
    ...(avatar ? { avatar } : emoji && { emoji }),
    ...(attachments && { attachments }),
    ...(tmid && { tmid }),
  };
  checkContent(server, user, { ...draft, msg: '' });
  const message = storeMessage(server, user, room, draft);
  if (!message) throw new ServerRefusal('unknown-error');
  return message;
}

/** getRoomByNameOrIdWithOptionToJoin: it joins a channel, and opens the direct room of its account with somebody. */
function roomFor(server: Server, channel: string, user: UserRecord): RoomRecord {
  const name = channel.slice(1);
  const person = channel.startsWith('@') ? findUserByName(server.store, name) : undefined;
  if (person) return openDirectRoom(server, user, [person]);
  const room = findRoomByName(server.store, name) ?? server.store.rooms.get(channel);
  if (!room) throw new ServerRefusal('invalid-channel');
  if (room.t === 'c') addMember(server, room, user);
  return room;
}
