import { findReadableRoom } from '../../rules/access.ts';
import { executeDeleteMessage } from '../../rules/delete-message.ts';
import { ServerRefusal } from '../../rules/refusal.ts';
import { openDirectRoom } from '../../rules/rooms.ts';
import { type Draft, executeSendMessage } from '../../rules/send-message.ts';
import { setReaction } from '../../rules/set-reaction.ts';
import { executeUpdateMessage } from '../../rules/update-message.ts';
import type { Server } from '../../server.ts';
import type { EncryptedContent, MessageRecord, UserRecord } from '../../store/records.ts';
import { findRoomByName, findUserByName, messagesOf } from '../../store/store.ts';
import { type Endpoint, optionalText, type Params, text } from './endpoint.ts';

export const chatEndpoints: Endpoint[] = [
  {
    method: 'post',
    path: 'chat.postMessage',
    run({ server, caller, params }) {
      const rid = findChannel(server, caller, params);
      const message = post(server, caller, { ...readDraft(params), rid, msg: String(params['text'] ?? '') });
      return { ts: message.ts.getTime(), channel: rid, message };
    },
  },
  {
    method: 'post',
    path: 'chat.sendMessage',
    run({ server, caller, params }) {
      const given = (params['message'] ?? {}) as Params;
      const _id = optionalText(given, '_id');
      const draft = { ...readDraft(given), rid: text(given, 'rid'), msg: String(given['msg'] ?? '') };
      return { message: post(server, caller, _id === undefined ? draft : { ...draft, _id }) };
    },
  },
  {
    method: 'post',
    path: 'chat.update',
    run({ server, caller, params }) {
      const id = text(params, 'msgId');
      checkIsIn(server, id, text(params, 'roomId'));
      const content = params['content'] as EncryptedContent | undefined;
      const edit = content ? { content } : { msg: text(params, 'text') };
      return { message: executeUpdateMessage(server, caller, id, edit) };
    },
  },
  {
    method: 'post',
    path: 'chat.delete',
    run({ server, caller, params }) {
      const id = text(params, 'msgId');
      checkIsIn(server, id, text(params, 'roomId'));
      executeDeleteMessage(server, caller, id);
      return { _id: id, ts: server.clock() };
    },
  },
  {
    method: 'post',
    path: 'chat.react',
    run({ server, caller, params }) {
      const wish = params['shouldReact'];
      const shouldReact = typeof wish === 'boolean' ? wish : undefined;
      const emoji = optionalText(params, 'emoji') ?? text(params, 'reaction');
      setReaction(server, caller, text(params, 'messageId'), emoji, shouldReact);
      return {};
    },
  },
  {
    method: 'get',
    path: 'chat.getMessage',
    run({ server, caller, params }) {
      const message = server.store.messages.get(text(params, 'msgId'));
      if (!message) throw new ServerRefusal('error-message-not-found', 'Message not found');
      findReadableRoom(server, message.rid, caller);
      return { message };
    },
  },
  {
    method: 'get',
    path: 'chat.getThreadMessages',
    run({ server, caller, params }) {
      const root = server.store.messages.get(text(params, 'tmid'));
      if (!root) throw new ServerRefusal('error-invalid-message', 'Invalid Message');
      const room = findReadableRoom(server, root.rid, caller);
      const messages = messagesOf(server.store, room._id).filter(({ tmid }) => tmid === root._id);
      return { messages, count: messages.length, offset: 0, total: messages.length };
    },
  },
];

function post(server: Server, caller: UserRecord, draft: Draft): MessageRecord {
  const message = executeSendMessage(server, caller, draft);
  if (!message) throw new ServerRefusal('error-message-already-exists', 'unknown-error');
  return message;
}

/** `roomId`, or `channel` as `#name`, `@person` or a name. */
function findChannel(server: Server, caller: UserRecord, params: Params): string {
  const asked = optionalText(params, 'roomId') ?? text(params, 'channel');
  const { store } = server;
  const person = asked.startsWith('@') ? findUserByName(store, asked.slice(1)) : undefined;
  if (person) return openDirectRoom(server, caller, [person])._id;
  const room = store.rooms.get(asked) ?? findRoomByName(store, asked.replace(/^#/, ''));
  if (!room) throw new ServerRefusal('invalid-channel', `The required "channel" param provided is not valid: ${asked}`);
  return room._id;
}

const OPTIONAL = [
  ...['tmid', 'tshow', 'alias', 'avatar', 'emoji', 'attachments', 'customFields', 'groupable', 't', 'ts'],
  ...['content', 'e2e', 'e2eMentions'],
];

function readDraft(given: Params): Draft {
  const draft: Params = {};
  for (const name of OPTIONAL) if (given[name] !== undefined) draft[name] = given[name];
  if (typeof draft['ts'] === 'string') draft['ts'] = new Date(draft['ts']);
  return draft;
}

function checkIsIn(server: Server, messageId: string, roomId: string): void {
  const message = server.store.messages.get(messageId);
  if (!message) throw new ServerRefusal('error-invalid-message', `No message found with the id of "${messageId}".`);
  if (message.rid !== roomId) {
    throw new ServerRefusal('error-invalid-room', 'The room id provided does not match where the message is from.');
  }
}
