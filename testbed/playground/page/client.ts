import type { About, Happenings, Message, Room, StreamEvent } from './contract.ts';
import type { Interaction } from './uikit.ts';

/** One person's way into the workspace: the REST API and the stream that any client would use. */
export interface Client {
  readonly username: string;
  rooms(): Promise<Room[]>;
  history(room: Room): Promise<Message[]>;
  thread(root: string): Promise<Message[]>;
  directRoomWith(username: string): Promise<Room>;
  say(room: string, text: string, thread?: string): Promise<void>;
  react(message: string, emoji: string): Promise<void>;
  edit(message: Message, text: string): Promise<void>;
  remove(message: Message): Promise<void>;
  upload(room: string, file: File, caption: string, thread?: string): Promise<void>;
  /** `/command words`. @param trigger what a form that the app opens in answer names */
  command(room: string, line: string, trigger: string, thread?: string): Promise<void>;
  /** Tells an app of a click or a form (`uikit.ts`). Returns what the app does to the screen, if anything. */
  interact(appId: string, interaction: object): Promise<Interaction | undefined>;
  /** @param link of a file in this workspace. Returns one that carries this person's token. */
  fileUrl(link: string): string;
  /** Returns what ends it. `opened` is called each time the stream is there (again). */
  listen(heard: (event: StreamEvent) => void, opened: () => void): () => void;
}

const HISTORY = { c: 'channels', p: 'groups', d: 'im', l: 'channels' } as const;

/** As long as web clients wait for an app. */
const PATIENCE_MS = 5_000;

/** In this workspace a password is the username. */
export async function signIn(username: string): Promise<Client> {
  const { data } = await call<{ data: { userId: string; authToken: string } }>('POST', 'login', {
    user: username,
    password: username,
  });
  const { userId, authToken } = data;
  const headers = { 'x-auth-token': authToken, 'x-user-id': userId };
  const get = <T>(path: string, query: Record<string, string> = {}) =>
    call<T>('GET', `${path}?${new URLSearchParams(query)}`, undefined, headers);
  const post = <T>(path: string, body: object) => call<T>('POST', path, body, headers);

  return {
    username,
    rooms: async () => (await get<{ update: Room[] }>('rooms.get')).update,
    async history({ _id, t }) {
      const { messages } = await get<{ messages: Message[] }>(`${HISTORY[t]}.history`, { roomId: _id, count: '200' });
      return messages;
    },
    thread: async (tmid) => (await get<{ messages: Message[] }>('chat.getThreadMessages', { tmid })).messages,
    directRoomWith: async (peer) => (await post<{ room: Room }>('im.create', { username: peer })).room,
    async say(roomId, text, tmid) {
      await post('chat.postMessage', { roomId, text, ...(tmid && { tmid }) });
    },
    async react(messageId, emoji) {
      await post('chat.react', { messageId, emoji });
    },
    async edit({ _id, rid }, text) {
      await post('chat.update', { roomId: rid, msgId: _id, text });
    },
    async remove({ _id, rid }) {
      await post('chat.delete', { roomId: rid, msgId: _id });
    },
    async upload(room, file, caption, tmid) {
      const body = new FormData();
      body.set('file', file, file.name);
      const sent = json<{ file: { _id: string } }>(
        fetch(`/api/v1/rooms.media/${room}`, { method: 'POST', headers, body }),
      );
      const { _id } = (await sent).file;
      await post(`rooms.mediaConfirm/${room}/${_id}`, { ...(caption && { msg: caption }), ...(tmid && { tmid }) });
    },
    async command(roomId, line, triggerId, tmid) {
      const [command, ...words] = line.trim().slice(1).split(' ');
      await post('commands.run', { roomId, command, params: words.join(' '), triggerId, ...(tmid && { tmid }) });
    },
    async interact(appId, interaction) {
      const request = { method: 'POST', ...bodyOf(interaction, headers), signal: AbortSignal.timeout(PATIENCE_MS) };
      const answer = await json<Answer>(fetch(`/api/apps/ui.interaction/${appId}`, request).catch(unanswered));
      if (isInteraction(answer)) return answer;
      if (answer.success === false) throw new Error('The app did not take it.');
      return undefined;
    },
    fileUrl: (link) => `${link}?${new URLSearchParams({ rc_uid: userId, rc_token: authToken })}`,
    listen(heard, opened) {
      const source = new EventSource(`/stream?${new URLSearchParams({ token: authToken })}`);
      source.onmessage = ({ data: text }: MessageEvent<string>) => heard(JSON.parse(text) as StreamEvent);
      source.onopen = opened;
      return () => source.close();
    },
  };
}

export const readAbout = (): Promise<About> => json<About>(fetch('/playground/about'));
export const readHappenings = (): Promise<Happenings> => json<Happenings>(fetch('/playground/happenings'));

function unanswered(fault: Error): never {
  throw fault.name === 'TimeoutError' ? new Error('The app does not answer.') : fault;
}

type Answer = Interaction | { readonly success?: boolean };

function isInteraction(answer: Answer): answer is Interaction {
  return 'type' in answer;
}

function call<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
  return json<T>(fetch(`/api/v1/${path}`, { method, headers, ...(body && bodyOf(body, headers)) }));
}

function bodyOf(body: object, headers: Record<string, string>) {
  return { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
}

async function json<T>(pending: Promise<Response>): Promise<T> {
  const response = await pending;
  const answer = (await response.json()) as T & { error?: string; message?: string };
  if (!response.ok) throw new Error(answer.error ?? answer.message ?? `the workspace answered ${response.status}`);
  return answer;
}
