import { convertMessage } from '../convert/convert-message.ts';
import { convertUser } from '../convert/convert-user.ts';
import type { Server } from '../server.ts';
import type { MessageRecord, UserRecord } from '../store/records.ts';
import { checkMayDelete, isAdmin } from './access.ts';
import { ServerRefusal } from './refusal.ts';

/** The rules for a person: one's own messages, or any for an admin. */
export function executeDeleteMessage(server: Server, user: UserRecord, id: string): MessageRecord {
  const message = server.store.messages.get(id);
  if (!message) throw new ServerRefusal('error-invalid-message', `No message found with the id of "${id}".`);
  if (message.u._id !== user._id && !isAdmin(user)) throw new ServerRefusal('error-action-not-allowed', 'Not allowed');
  checkMayDelete(server, server.store.rooms.get(message.rid), user);
  deleteMessage(server, user, message);
  return message;
}

/** deleteMessage.ts: no permission check of its own, which is all an app meets. */
export function deleteMessage(server: Server, user: UserRecord, message: MessageRecord): void {
  const seenByApps = convertMessage(server.store, message);
  server.store.messages.delete(message._id);
  for (const file of message.files ?? []) server.store.uploads.delete(file._id);
  const room = server.store.rooms.get(message.rid);
  if (room) server.store.rooms.set(room._id, Object.assign(room, { msgs: Math.max(0, room.msgs - 1) }));
  const parent = message.tmid === undefined ? undefined : server.store.messages.get(message.tmid);
  if (parent?.tcount) server.store.messages.set(parent._id, Object.assign(parent, { tcount: parent.tcount - 1 }));
  server.stream.emit({ type: 'message-deleted', room: message.rid, messageId: message._id });
  server.announce('IPostMessageDeleted', { message: seenByApps, user: convertUser(user) });
}
