import { convertMessage } from '../convert/convert-message.ts';
import { convertUser } from '../convert/convert-user.ts';
import type { Server } from '../server.ts';
import type { MessageRecord, UserRecord } from '../store/records.ts';
import { canAccessRoom, checkMayWriteReadOnly } from './access.ts';
import { isEmoji } from './emojis.ts';
import { ServerRefusal } from './refusal.ts';

/**
 * executeSetReaction (server/lib/messaging/reactions/setReaction.ts). Unlike posting, it asks for access to the room even of
 * an app user, and it is silent when nothing changes.
 * @param shouldReact leave it out to toggle
 */
export function setReaction(
  server: Server,
  user: UserRecord,
  messageId: string,
  name: string,
  shouldReact?: boolean,
): void {
  const message = server.store.messages.get(messageId);
  const room = message && server.store.rooms.get(message.rid);
  if (!message || !room) throw new ServerRefusal('error-not-allowed', 'Not allowed');
  const reaction = `:${name.replaceAll(':', '')}:`;
  if (!isEmoji(reaction)) throw new ServerRefusal('error-not-allowed', 'Invalid emoji provided.');
  if (!canAccessRoom(server, room, user)) throw new ServerRefusal('not-authorized', 'Not Authorized');
  if (room.muted?.includes(user.username)) throw new ServerRefusal('error-not-allowed', 'You have been muted');
  checkMayWriteReadOnly(server, room, user);
  const has = message.reactions?.[reaction]?.usernames.includes(user.username) ?? false;
  // Without any reaction on the message the server compares `undefined` with `false`, takes that for a change and adds the
  // reaction that it should remove; an app has to look before it takes away.
  const removesFromNothing = shouldReact === false && message.reactions === undefined;
  const isReacted = removesFromNothing || (shouldReact ?? !has);
  if (isReacted === has) return;
  write(message, reaction, user.username, isReacted);
  message._updatedAt = new Date(server.clock());
  server.store.messages.set(messageId, message);
  server.stream.emit({
    type: 'reaction',
    room: room._id,
    messageId,
    user: user.username,
    reaction,
    on: isReacted,
  });
  server.announce('IPostMessageReacted', {
    message: convertMessage(server.store, message),
    user: convertUser(user),
    reaction,
    isReacted,
  });
}

function write(message: MessageRecord, reaction: string, username: string, isReacted: boolean): void {
  const others = (message.reactions?.[reaction]?.usernames ?? []).filter((name) => name !== username);
  const usernames = isReacted ? [...others, username] : others;
  const { [reaction]: _before, ...rest } = message.reactions ?? {};
  const reactions = usernames.length > 0 ? { ...rest, [reaction]: { usernames } } : rest;
  if (Object.keys(reactions).length > 0) message.reactions = reactions;
  else delete message.reactions;
}
