import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/index.js';
import type { Draft } from '../rules/send-message.ts';
import type { Server } from '../server.ts';
import { attachmentForStore } from './convert-attachments.ts';

/** A message that an app built → a draft for the rules (convertAppMessage in app/apps/server/converters/messages.js). */
export function readAppMessage(server: Server, message: IMessage): Draft {
  const rid = message.room?.id;
  if (rid !== undefined && !server.store.rooms.has(rid)) throw new Error('Invalid room provided on the message.');
  const { _unmappedProperties_: unmapped = {} } = message as { _unmappedProperties_?: Draft };
  const editedBy = server.store.users.get(message.editor?.id ?? '');
  return withoutUndefined({
    ...unmapped,
    _id: message.id,
    rid,
    tmid: message.threadId,
    ts: message.createdAt,
    msg: message.text,
    editedAt: message.editedAt,
    editedBy: editedBy && { _id: editedBy._id, username: editedBy.username },
    emoji: message.emoji,
    avatar: message.avatarUrl,
    alias: message.alias,
    customFields: message.customFields,
    groupable: message.groupable,
    parseUrls: message.parseUrls,
    blocks: message.blocks,
    attachments: message.attachments?.map(attachmentForStore),
  });
}

type Loose<T> = { [K in keyof T]?: T[K] | undefined };

function withoutUndefined(fields: Loose<Draft>): Draft {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
