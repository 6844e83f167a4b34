import { randomUUID } from 'node:crypto';
import type { Client, FormView } from './client-interface.ts';
import { encrypt } from './encrypt.ts';
import type { MessageRecord, RoomRecord } from './store/records.ts';

export class ClientError extends Error {
  readonly status: number;
  readonly errorType: string | undefined;
  constructor(path: string, status: number, { error, message, errorType }: Failure) {
    super(`${path} answered ${status}: ${error ?? message ?? 'no reason'}`);
    this.name = 'ClientError';
    this.status = status;
    this.errorType = errorType;
  }
}

interface Failure {
  error?: string;
  message?: string;
  errorType?: string;
}

/** Logs in on the first call, with the username as password. */
export function createClient(url: string, username: string): Client {
  let session: Promise<{ userId: string; authToken: string }> | undefined;

  const login = () => {
    session ??= (async () => {
      const body = JSON.stringify({ user: username, password: username });
      const headers = { 'content-type': 'application/json' };
      const answer = await read('login', await fetch(`${url}/api/v1/login`, { method: 'POST', headers, body }));
      return answer['data'] as { userId: string; authToken: string };
    })();
    return session;
  };

  const send = async (method: string, path: string, body?: BodyInit, type?: string) => {
    const { userId, authToken } = await login();
    const headers = { 'x-auth-token': authToken, 'x-user-id': userId, ...(type && { 'content-type': type }) };
    return read(path, await fetch(`${url}/api/v1/${path}`, { method, headers, ...(body && { body }) }));
  };

  const call: Client['call'] = (method, path, params = {}) => {
    if (method === 'POST') return send(method, path, JSON.stringify(params), 'application/json');
    return send(method, `${path}?${new URLSearchParams({ ...params })}`);
  };

  const findRoom = async (room: string): Promise<RoomRecord> => {
    if (room.startsWith('@')) return client.directRoomWith(room.slice(1));
    const asked = room.startsWith('#') ? { roomName: room.slice(1) } : { roomId: room };
    return (await call('GET', 'rooms.info', asked))['room'] as RoomRecord;
  };

  const messageOf = async (messageId: string) =>
    (await call('GET', 'chat.getMessage', { msgId: messageId }))['message'] as MessageRecord;
  const roomOf = async (messageId: string) => (await messageOf(messageId)).rid;

  const client: Client = {
    login,
    call,
    async say(room, text, { threadId } = {}) {
      const { _id, encrypted } = await findRoom(room);
      const message = { rid: _id, ...(encrypted ? sealed(text) : { msg: text }), ...(threadId && { tmid: threadId }) };
      return reviveMessage((await call('POST', 'chat.sendMessage', { message }))['message']);
    },
    async edit(messageId, text) {
      const { rid, t } = await messageOf(messageId);
      const params = { roomId: rid, msgId: messageId, ...(t === 'e2e' ? { content: encrypt(text) } : { text }) };
      return reviveMessage((await call('POST', 'chat.update', params))['message']);
    },
    async delete(messageId) {
      await call('POST', 'chat.delete', { roomId: await roomOf(messageId), msgId: messageId });
    },
    async react(messageId, emoji, on) {
      await call('POST', 'chat.react', { messageId, emoji, ...(on !== undefined && { shouldReact: on }) });
    },
    async upload(room, { name, type, bytes }, caption, { threadId, ...described } = {}) {
      const { _id, encrypted } = await findRoom(room);
      const form = new FormData();
      // Of an encrypted file the server knows neither name nor type.
      if (encrypted) form.set('file', new Blob([bytes], { type: 'application/octet-stream' }), randomUUID());
      else form.set('file', new Blob([bytes], { type }), name);
      const { file } = (await send('POST', `rooms.media/${_id}`, form)) as { file: { _id: string } };
      const words = encrypted ? sealed(caption ?? '') : caption !== undefined && { msg: caption };
      const confirm = { ...words, ...described, ...(threadId && { tmid: threadId }) };
      return reviveMessage((await call('POST', `rooms.mediaConfirm/${_id}/${file._id}`, confirm))['message']);
    },
    async directRoomWith(other) {
      return (await call('POST', 'im.create', { username: other }))['room'] as RoomRecord;
    },
    async createGroupDirect(usernames) {
      return (await call('POST', 'im.create', { usernames: usernames.join(',') }))['room'] as RoomRecord;
    },
    async createRoom(name, { isPrivate = false, isEncrypted = false, members = [] } = {}) {
      const extra = isEncrypted && { extraData: { encrypted: true } };
      const answer = await call('POST', `${isPrivate ? 'groups' : 'channels'}.create`, { name, members, ...extra });
      return answer[isPrivate ? 'group' : 'channel'] as RoomRecord;
    },
    async createDiscussion(parent, title, users = []) {
      const { _id } = await findRoom(parent);
      return (await call('POST', 'rooms.createDiscussion', { prid: _id, t_name: title, users }))[
        'discussion'
      ] as RoomRecord;
    },
    async history(room) {
      const { _id, t } = await findRoom(room);
      const path = t === 'd' ? 'im.history' : t === 'p' ? 'groups.history' : 'channels.history';
      const { messages } = (await call('GET', path, { roomId: _id, count: '1000' })) as { messages: unknown[] };
      return messages.map(reviveMessage).reverse();
    },
    async thread(messageId) {
      const { messages } = (await call('GET', 'chat.getThreadMessages', { tmid: messageId })) as {
        messages: unknown[];
      };
      return messages.map(reviveMessage);
    },
    async invite(room, other) {
      const { _id, t } = await findRoom(room);
      await call('POST', `${t === 'p' ? 'groups' : 'channels'}.invite`, { roomId: _id, username: other });
    },
    async kick(room, other) {
      const { _id, t } = await findRoom(room);
      await call('POST', `${t === 'p' ? 'groups' : 'channels'}.kick`, { roomId: _id, username: other });
    },
    async ban(room, other) {
      await call('POST', 'rooms.banUser', { roomId: (await findRoom(room))._id, username: other });
    },
    async unban(room, other) {
      await call('POST', 'rooms.unbanUser', { roomId: (await findRoom(room))._id, username: other });
    },
    async leave(room) {
      const { _id, t } = await findRoom(room);
      await call('POST', `${t === 'p' ? 'groups' : 'channels'}.leave`, { roomId: _id });
    },
    async rooms() {
      return (await call('GET', 'rooms.get'))['update'] as RoomRecord[];
    },
    async command(room, line, { threadId } = {}) {
      const [command = '', ...words] = line.replace(/^\//, '').split(' ');
      const { _id } = await findRoom(room);
      const place = { roomId: _id, ...(threadId && { tmid: threadId }) };
      await call('POST', 'commands.run', { ...place, command, params: words.join(' ') });
    },
    async click(appId, messageId, actionId, value) {
      const { rid, blocks = [] } = await messageOf(messageId);
      const place = { mid: messageId, rid, container: { type: 'message', id: messageId } };
      const payload = { blockId: blockIdOf(blocks, actionId), value };
      return client.interact(appId, { ...place, type: 'blockAction', actionId, triggerId: randomUUID(), payload });
    },
    async submit(appId, view, values) {
      const payload = { view: { ...view, state: stateOf(view, values) } };
      return client.interact(appId, { type: 'viewSubmit', viewId: view.id, triggerId: randomUUID(), payload });
    },
    async interact(appId, interaction) {
      const { userId, authToken } = await login();
      return fetch(`${url}/api/apps/ui.interaction/${appId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': authToken, 'x-user-id': userId },
        body: JSON.stringify(interaction),
      });
    },
  };
  return client;
}

interface Field {
  readonly blockId?: string;
  readonly elements?: readonly { readonly actionId?: string }[];
  readonly element?: { readonly actionId?: string };
}

function blockIdOf(blocks: readonly unknown[], actionId: string): string | undefined {
  const has = ({ elements = [], element }: Field) => [...elements, element].some((each) => each?.actionId === actionId);
  return (blocks as readonly Field[]).find(has)?.blockId;
}

/** As clients group it: by block, and in a block by field. */
function stateOf({ blocks }: FormView, values: Record<string, string>): object {
  const state: Record<string, Record<string, string>> = {};
  for (const [actionId, value] of Object.entries(values)) {
    const blockId = blockIdOf(blocks, actionId) ?? '';
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

async function read(path: string, response: Response): Promise<Record<string, unknown>> {
  const answer = (await response.json()) as Record<string, unknown> & Failure;
  if (!response.ok || answer['success'] === false) throw new ClientError(path, response.status, answer);
  return answer;
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
