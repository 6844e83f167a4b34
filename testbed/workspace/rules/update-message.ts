import { convertMessage } from '../convert/convert-message.ts';
import type { Server } from '../server.ts';
import type { MessageRecord, UserRecord } from '../store/records.ts';
import { checkMayPost, isAdmin } from './access.ts';
import { attachQuotes } from './attach-quotes.ts';
import { checkContent, checkCustomFields } from './check-content.ts';
import { readMarks } from './read-mentions.ts';
import { ServerRefusal } from './refusal.ts';

export type Edit = Partial<
  Pick<MessageRecord, 'msg' | 'content' | 'attachments' | 'blocks' | 'customFields' | 'alias' | 'avatar' | 'emoji'>
>;

/** executeUpdateMessage: the rules for a person. */
export function executeUpdateMessage(server: Server, editor: UserRecord, id: string, edit: Edit): MessageRecord {
  const message = server.store.messages.get(id);
  if (!message) throw new ServerRefusal('error-action-not-allowed', 'Not allowed');
  if (message.u._id !== editor._id && !isAdmin(editor)) {
    throw new ServerRefusal('error-action-not-allowed', 'Message editing not allowed');
  }
  checkMayPost(server, server.store.rooms.get(message.rid), editor);
  checkContent(server, editor, edit);
  return updateMessage(server, editor, message, edit);
}

/** updateMessage: no permission check of its own; custom fields are all that is refused to an app. */
export function updateMessage(server: Server, editor: UserRecord, message: MessageRecord, edit: Edit): MessageRecord {
  checkCustomFields(server, edit.customFields ?? message.customFields);
  const now = new Date(server.clock());
  // Of an encrypted text the server knows no marks but those that the client named.
  const { urls = [], ...marks } = edit.content ? {} : readMarks(server.store, edit.msg ?? message.msg);
  const attachments = attachQuotes(server, editor, urls, edit.attachments ?? message.attachments);
  Object.assign(message, edit, marks, attachments.length > 0 ? { attachments } : {}, urls.length > 0 ? { urls } : {}, {
    editedAt: now,
    _updatedAt: now,
    editedBy: { _id: editor._id, username: editor.username },
  });
  server.store.messages.set(message._id, message);
  server.stream.emit({ type: 'message', room: message.rid, message });
  server.announce('IPostMessageUpdated', convertMessage(server.store, message));
  return message;
}
