import { randomUUID } from 'node:crypto';
import type { Client } from '../client-interface.ts';
import { encrypt } from '../encrypt.ts';
import type { MessageRecord } from '../store/records.ts';
import { findRoom } from './room-calls.ts';
import type { Session } from './session.ts';

type MessageCalls = Pick<Client, 'say' | 'edit' | 'delete' | 'react' | 'upload' | 'history' | 'thread'>;

export async function messageOf({ call }: Session, messageId: string): Promise<MessageRecord> {
  return (await call('GET', 'chat.getMessage', { msgId: messageId }))['message'] as MessageRecord;
}

/** Calls about messages. Those of an encrypted room leave this client as ciphertext. */
export function messageCalls(session: Session): MessageCalls {
  const { call, send } = session;
  return {
    async say(room, text, { threadId } = {}) {
      const { _id, encrypted } = await findRoom(session, room);
      const message = { rid: _id, ...(encrypted ? sealed(text) : { msg: text }), ...(threadId && { tmid: threadId }) };
      return reviveMessage((await call('POST', 'chat.sendMessage', { message }))['message']);
    },
    async edit(messageId, text) {
      const { rid, t } = await messageOf(session, messageId);
      const params = { roomId: rid, msgId: messageId, ...(t === 'e2e' ? { content: encrypt(text) } : { text }) };
      return reviveMessage((await call('POST', 'chat.update', params))['message']);
    },
    async delete(messageId) {
      await call('POST', 'chat.delete', { roomId: (await messageOf(session, messageId)).rid, msgId: messageId });
    },
    async react(messageId, emoji, on) {
      await call('POST', 'chat.react', { messageId, emoji, ...(on !== undefined && { shouldReact: on }) });
    },
    async upload(room, { name, type, bytes }, caption, { threadId, ...described } = {}) {
      const { _id, encrypted } = await findRoom(session, room);
      const form = new FormData();
      // Of an encrypted file the server knows neither name nor type.
      if (encrypted) form.set('file', new Blob([bytes], { type: 'application/octet-stream' }), randomUUID());
      else form.set('file', new Blob([bytes], { type }), name);
      const { file } = (await send('POST', `rooms.media/${_id}`, form)) as { file: { _id: string } };
      const words = encrypted ? sealed(caption ?? '') : caption !== undefined && { msg: caption };
      const confirm = { ...words, ...described, ...(threadId && { tmid: threadId }) };
      return reviveMessage((await call('POST', `rooms.mediaConfirm/${_id}/${file._id}`, confirm))['message']);
    },
    async history(room) {
      const { _id, t } = await findRoom(session, room);
      const path = t === 'd' ? 'im.history' : t === 'p' ? 'groups.history' : 'channels.history';
      const { messages } = (await call('GET', path, { roomId: _id, count: '1000' })) as { messages: unknown[] };
      return messages.map(reviveMessage).reverse();
    },
    async thread(messageId) {
      const answer = await call('GET', 'chat.getThreadMessages', { tmid: messageId });
      return (answer as { messages: unknown[] }).messages.map(reviveMessage);
    },
  };
}

/** The server cannot read the text, so the client says whom it mentions. */
function sealed(text: string) {
  const e2eUserMentions = text.match(/@[\w.-]+/g) ?? [];
  return { msg: '', t: 'e2e', e2e: 'pending', content: encrypt(text), e2eMentions: { e2eUserMentions } };
}

/** JSON has no dates. */
export function reviveMessage(message: unknown): MessageRecord {
  const record = { ...(message as Record<string, unknown>) };
  for (const name of ['ts', '_updatedAt', 'editedAt', 'tlm']) {
    if (typeof record[name] === 'string') record[name] = new Date(record[name]);
  }
  return record as unknown as MessageRecord;
}
