import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/index.js';
import type { MessageRecord, UserRef } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { attachmentForApp } from './convert-attachments.ts';
import { type AppRoom, convertRoom } from './convert-room.ts';
import { convertUser } from './convert-user.ts';

export type AppMessage = Omit<IMessage, 'room'> & { room: AppRoom; _unmappedProperties_: Record<string, unknown> };

// Stored name → app name (app/apps/server/converters/messages.js). Others go to `_unmappedProperties_`.
const RENAMED = {
  _id: 'id',
  tmid: 'threadId',
  reactions: 'reactions',
  parseUrls: 'parseUrls',
  msg: 'text',
  ts: 'createdAt',
  _updatedAt: 'updatedAt',
  editedAt: 'editedAt',
  emoji: 'emoji',
  avatar: 'avatarUrl',
  alias: 'alias',
  file: 'file',
  files: 'files',
  customFields: 'customFields',
  groupable: 'groupable',
  blocks: 'blocks',
  token: 'token',
  t: 'type',
} as const;
const CONVERTED = new Set(['rid', 'u', 'editedBy', 'attachments']);

/** The message as `IPostMessageSent` and its kin hand it to an app. */
export function convertMessage(store: Store, message: MessageRecord): AppMessage {
  const room = store.rooms.get(message.rid);
  if (!room) throw new Error(`message ${message._id} is in a room that does not exist: ${message.rid}`);
  const editor = message.editedBy && store.users.get(message.editedBy._id);
  return structuredClone({
    ...mapped(message),
    room: convertRoom(store, room),
    sender: senderOf(store, message.u),
    ...(editor ? { editor: convertUser(editor) } : {}),
  }) as AppMessage;
}

/** The raw variant, of `getMessages` and `getUnreadByUser`. */
export function convertMessageRaw(message: MessageRecord): IMessageRaw {
  return structuredClone({
    ...mapped(message),
    roomId: message.rid,
    sender: lookup(message.u),
    ...(message.editedBy ? { editor: lookup(message.editedBy) } : {}),
  }) as IMessageRaw;
}

function mapped(message: MessageRecord): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  const unmapped: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message)) {
    if (value === undefined || CONVERTED.has(name)) continue;
    if (name in RENAMED) known[RENAMED[name as keyof typeof RENAMED]] = value;
    else unmapped[name] = value;
  }
  if (message.attachments) known['attachments'] = message.attachments.map(attachmentForApp);
  return { ...known, _unmappedProperties_: unmapped };
}

const lookup = ({ _id, username, name }: UserRef) => ({ _id, username, name: name ?? username });

function senderOf(store: Store, { _id, username, name }: UserRef): object {
  const user = store.users.get(_id);
  // Visitors of a website are no users: the server converts the few fields that the message has.
  return user ? convertUser(user) : { id: _id, username, name, type: 'unknown' };
}
