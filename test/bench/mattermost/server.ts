import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Channel, Post, User } from './records.ts';
import { type Call, createRest } from './rest.ts';
import { createStore } from './store.ts';

/** A call of the plugin's, as it came in. */
export interface Heard extends Call {
  readonly status: number;
  /** Who called; empty for nobody that the server knows. */
  readonly userId: string;
}

export interface Mattermost {
  readonly url: string;
  readonly bot: User;
  /** Every call, oldest first. */
  readonly calls: readonly Heard[];
  readonly posts: ReadonlyMap<string, Post>;
  /** Whether the plugin listens to the stream. */
  isConnected(): boolean;
  addUser(username: string): User;
  addChannel(name: string): Channel;
  directWith(user: User): Channel;
  /** Over the REST API, as a client does it. @param rootId of a thread */
  say(from: User, channelId: string, message: string, rootId?: string): Promise<Post>;
  /** Tells each call as soon as its effect is there, before it is answered. Returns what ends it. */
  onCall(listener: (call: Heard) => void): () => void;
  stop(): Promise<void>;
}

/**
 * As much of a Mattermost server as OpenClaw's plugin for it calls: REST API v4 and the stream of events. As the real one, it
 * sends the bot's own posts and edits back over the stream.
 *
 * @param clock milliseconds since 1970
 */
export async function startMattermost(token: string, clock: () => number): Promise<Mattermost> {
  const store = createStore('openclaw', clock);
  const calls: Heard[] = [];
  const listeners = new Set<(call: Heard) => void>();
  const sockets = new Set<WebSocket>();
  let seq = 0;

  function tell(event: string, data: object, channel_id: string): void {
    const sent = JSON.stringify({ event, data, broadcast: { channel_id, user_id: '', team_id: '' }, seq: ++seq });
    for (const socket of sockets) socket.send(sent);
  }

  function posted(post: Post): void {
    const channel = store.channels.get(post.channel_id) as Channel;
    const isOfPerson = post.user_id !== store.bot.id;
    const isForBot = isOfPerson && (channel.type === 'D' || post.message.includes(`@${store.bot.username}`));
    const data = {
      channel_type: channel.type,
      channel_name: channel.name,
      channel_display_name: channel.display_name,
      team_id: channel.team_id,
      sender_name: `@${store.users.get(post.user_id)?.username}`,
      post: JSON.stringify(post),
      ...(isForBot && { mentions: JSON.stringify([store.bot.id]) }),
    };
    tell('posted', data, channel.id);
  }

  const rest = createRest(store, {
    // The real one answers the call first.
    posted: (post) => void setImmediate(() => posted(post)),
    edited: (post) => void setImmediate(() => tell('post_edited', { post: JSON.stringify(post) }, post.channel_id)),
  });

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const sent = await text(req);
    const call: Call = {
      method: req.method ?? 'GET',
      path: (req.url ?? '').replace(/^\/api\/v4/, '').replace(/\?.*/, ''),
      body: sent ? JSON.parse(sent) : undefined,
    };
    const caller = callerOf(req.headers.authorization);
    const [status, body] = caller ? rest(call, caller) : [401, { message: 'unknown token' }];
    const heard = { ...call, status, userId: caller?.id ?? '' };
    calls.push(heard);
    for (const listener of listeners) listener(heard);
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  /** A person's token is their id. */
  function callerOf(authorization = ''): User | undefined {
    const [, given = ''] = /^Bearer (.+)$/.exec(authorization) ?? [];
    return given === token ? store.bot : store.users.get(given);
  }

  const server = createServer((req, res) => {
    serve(req, res).catch((error: unknown) => res.writeHead(500).end(JSON.stringify({ message: String(error) })));
  });
  new WebSocketServer({ server, path: '/api/v4/websocket' }).on('connection', (socket) => {
    socket.on('message', (raw) => {
      const { seq: asked, action } = JSON.parse(String(raw)) as { seq: number; action: string };
      socket.send(JSON.stringify({ status: 'OK', seq_reply: asked }));
      if (action !== 'authentication_challenge') return;
      socket.send(JSON.stringify({ event: 'hello', data: { server_version: '10.0.0' }, broadcast: {}, seq: 0 }));
      sockets.add(socket);
    });
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    bot: store.bot,
    calls,
    posts: store.posts,
    isConnected: () => sockets.size > 0,
    addUser: (username) => store.addUser(username),
    addChannel: (name) => store.addChannel(name),
    directWith: (user) => store.directWith(user),
    async say(from, channel_id, message, root_id = '') {
      const headers = { authorization: `Bearer ${from.id}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ channel_id, message, root_id });
      const answered = await fetch(`${url}/api/v4/posts`, { method: 'POST', headers, body });
      if (!answered.ok) throw new Error(`POST /posts answered ${answered.status}`);
      return (await answered.json()) as Post;
    },
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
