import { convertMessage } from '../convert/convert-message.ts';
import type { Server } from '../server.ts';
import type { MessageRecord, RoomRecord, UserRecord } from '../store/records.ts';
import { checkMayPost } from './access.ts';
import { attachQuotes } from './attach-quotes.ts';
import { checkContent } from './check-content.ts';
import { isEdited, notify } from './notify.ts';
import { readMarks } from './read-mentions.ts';
import { ServerRefusal } from './refusal.ts';

/** A message on its way in. Without `rid` it goes to the room of its thread. */
export type Draft = Partial<Omit<MessageRecord, 'u' | '_updatedAt'>>;

/** A user, or a visitor of a website. */
type Author = Pick<UserRecord, '_id' | 'username' | 'name'>;

const TOLERATED_MS = 60_000;
const CORRECTED_MS = 10_000;

/**
 * executeSendMessage (app/lib/server/methods/sendMessage.ts): the rules for a message of a person or of an app.
 * Returns undefined when a message of this id is there already.
 */
export function executeSendMessage(server: Server, user: UserRecord, draft: Draft): MessageRecord | undefined {
  if (draft.tshow && !draft.tmid) throw new ServerRefusal('invalid-params', 'tshow provided but missing tmid');
  if (draft.tmid && !server.settings.Threads_enabled) throw new ServerRefusal('error-not-allowed', 'not-allowed');
  checkContent(server, user, draft);
  const threaded = flattenThread(server, draft);
  if (!threaded.rid) throw new Error("The 'rid' property on the message object is missing.");
  const room = checkMayPost(server, server.store.rooms.get(threaded.rid), user);
  const { E2E_Enable, E2E_Allow_Unencrypted_Messages } = server.settings;
  if (room.encrypted && E2E_Enable && !E2E_Allow_Unencrypted_Messages && draft.t !== 'e2e') {
    throw new ServerRefusal('error-not-allowed', 'Not allowed to send un-encrypted messages in an encrypted room');
  }
  return storeMessage(server, user, room, { ...threaded, ts: timeOf(server, draft) });
}

/** sendMessage: stores, then tells. System messages come in here, past the rules above. */
export function storeMessage(
  server: Server,
  { _id: uid, username, name }: Author,
  room: RoomRecord,
  draft: Draft,
): MessageRecord | undefined {
  if (draft._id !== undefined && server.store.messages.has(draft._id)) return undefined;
  const now = new Date(server.clock());
  const msg = draft.msg ?? '';
  const marks = draft.t === undefined ? readMarks(server.store, msg) : encryptedMarks(server, draft);
  const urls = draft.parseUrls === false ? [] : (marks?.urls ?? []);
  const attachments = attachQuotes(server, { _id: uid }, urls, draft.attachments);
  const message: MessageRecord = {
    ...draft,
    ...(attachments.length > 0 && { attachments }),
    ...(marks && { mentions: marks.mentions, channels: marks.channels }),
    ...(urls.length > 0 && { urls }),
    _id: draft._id ?? server.newId(),
    rid: room._id,
    msg,
    ts: draft.ts ?? now,
    _updatedAt: now,
    u: { _id: uid, username, name },
  };
  server.store.messages.set(message._id, message);
  room.msgs += 1;
  room.lm = message.ts;
  server.store.rooms.set(room._id, room);
  if (message.tmid && !isEdited(message)) noteReply(server, message);
  server.stream.emit({ type: 'message', room: room._id, message });
  notify(server, room, message);
  server.announce(
    // Anything with a type, end-to-end encrypted messages (`e2e`) among it, is a system message to apps.
    message.t === undefined ? 'IPostMessageSent' : 'IPostSystemMessageSent',
    convertMessage(server.store, message),
  );
  return message;
}

/** BeforeSaveMentions takes what the client says of a text that it cannot read; other system messages mention nobody. */
function encryptedMarks(server: Server, { t, e2eMentions }: Draft) {
  const named = e2eMentions?.e2eUserMentions ?? [];
  return t === 'e2e' && named.length > 0 ? readMarks(server.store, named.join(' ')) : undefined;
}

/** No nested threads, and a reply goes to its parent's room whatever room was asked for. */
function flattenThread(server: Server, draft: Draft): Draft {
  const parent = draft.tmid === undefined ? undefined : server.store.messages.get(draft.tmid);
  return parent ? { ...draft, rid: parent.rid, tmid: parent.tmid ?? parent._id } : draft;
}

function timeOf(server: Server, { ts }: Draft): Date {
  const now = server.clock();
  if (ts === undefined) return new Date(now);
  const off = Math.abs(ts.getTime() - now);
  if (off > TOLERATED_MS) throw new ServerRefusal('error-message-ts-out-of-sync', 'Message timestamp is out of sync');
  return off > CORRECTED_MS ? new Date(now) : ts;
}

/** Mongo updates of the parent (reply count, followers) that fire no event for apps. */
function noteReply(server: Server, reply: MessageRecord): void {
  const parent = reply.tmid === undefined ? undefined : server.store.messages.get(reply.tmid);
  if (!parent) return;
  parent.tcount = (parent.tcount ?? 0) + 1;
  parent.tlm = reply.ts;
  parent.replies = [...new Set([...(parent.replies ?? []), parent.u._id, reply.u._id])];
  server.store.messages.set(parent._id, parent);
  server.stream.emit({ type: 'message', room: parent.rid, message: parent });
}
