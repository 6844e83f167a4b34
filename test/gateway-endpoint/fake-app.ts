import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  Command,
  type CommandAnswer,
  type CommandResult,
  commandRoute,
  deriveKeyRing,
  Envelope,
  type Event,
  eventRoute,
  Refusal,
  readCompact,
  readJson,
  sign,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';

/** A command as it arrived, proved to be signed by the gateway. */
export interface Arrived {
  readonly command: Command;
  readonly at: number;
  readonly jti: string;
}

/** Messages of a room, oldest first, as the app tells them. */
export type Past = CommandResult<'history'>['messages'];

/** An answer instead of the truth: an HTTP status, a whole answer, or nothing at all. */
export type Mischief =
  | { status: number; headers?: Record<string, string> }
  | { answer: unknown }
  | 'hang up'
  | undefined;

export interface FakeAppOptions {
  readonly secret: string;
  readonly accountId?: string;
  /** Absent for any free one. */
  readonly port?: number | undefined;
  /** Names what a post with this number among the commands becomes. */
  readonly messageId?: (count: number) => string;
}

export const BOT = { id: 'botId', username: 'openclaw' };

export interface FakeAppOptions {
  readonly secret: string;
  readonly accountId?: string;
  /** Absent for any free one. */
  readonly port?: number;
}

/** The app's side of the contract on loopback, without a Rocket.Chat. It remembers results by key, as the app does. */
export async function startFakeApp({
  secret,
  accountId = 'default',
  port = 0,
  messageId = (count) => `posted-${count}`,
}: FakeAppOptions) {
  let keys = await deriveKeyRing({ current: secret }, 'command', accountId);
  let eventKey = (await deriveKeyRing({ current: secret }, 'event', accountId)).current;
  const arrived: Arrived[] = [];
  const ledger = new Map<string, CommandAnswer>();
  const app = {
    arrived,
    /** Its results, by key. */
    ledger,
    url: '',
    /** Where it takes commands: as 0.1.0 does, unless a test gives it a private path. */
    path: commandRoute(accountId).path,
    /** Decides what goes wrong with the n-th request (from 1). */
    mischief: (_count: number): Mischief => undefined,
    /** The messages of the rooms, by room id; a thread is the part of them that belongs to its root. */
    past: new Map<string, Past>(),
    /** The bytes of uploads, by file id. */
    files: new Map<string, Uint8Array>(),
    /** The ids of rooms, by name. */
    roomsByName: new Map<string, string>(),
    messageId,
    asked: <T extends Command['command']>(type: T) =>
      arrived.flatMap(({ command }) => (isOf(command, type) ? [command] : [])),
    /** The whispers: each sentence once, however often it was sent. */
    notes: () => distinct(arrived).filter((command) => command.command === 'notify'),
    /** Previews of slow answers are left out: nobody is notified of them, and they go when the answer comes. */
    posts: () =>
      distinct(arrived)
        .filter((command) => command.command === 'post')
        .filter(({ quiet }) => !quiet),
    /** The codes of what was not taken from the gateway. */
    refused: [] as string[],
    push,
    changeSecrets,
    stop,
  };
  let count = 0;

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      app.refused.push(error instanceof Refusal ? error.code : String(error));
      const status = error instanceof Refusal ? error.status : 500;
      res.writeHead(status).end(JSON.stringify({ error: error instanceof Refusal ? error.code : String(error) }));
    });
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req);
    const wrong = app.mischief(++count);
    if (wrong === 'hang up') {
      req.socket.destroy();
      return;
    }
    if (wrong && 'status' in wrong) {
      res.writeHead(wrong.status, wrong.headers).end('<html>a page</html>');
      return;
    }
    if (req.url !== app.path) throw new Refusal('not-found', 'no such path');
    const claims = await verify(readCompact(req.headers.authorization), commandRoute(accountId), keys, Date.now());
    const { payload } = readJson(Envelope, body, 'an envelope');
    await verifyBody(claims, payload);
    const command = readJson(Command, payload, 'a command');
    arrived.push({ command, at: Date.now(), jti: claims.jti });
    const known = ledger.get(command.key) ?? answerOf(command, arrived.length, app);
    if (command.command !== 'outcome') ledger.set(command.key, known);
    const said = wrong && 'answer' in wrong ? wrong.answer : known;
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  }

  /** Signs and sends a delivery as the app does. */
  async function push(gatewayUrl: string, events: Event[]): Promise<Response> {
    const payload = JSON.stringify({ v: 1, bot: BOT, events });
    const attempt = { now: Date.now(), nonce: crypto.getRandomValues(new Uint8Array(16)) };
    const token = await sign(payload, eventRoute(accountId), eventKey, attempt);
    return fetch(`${gatewayUrl}/rocketchat/${accountId}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ payload }),
    });
  }

  /** As an admin changes the settings: it signs with the first, and takes what either of them signed. */
  async function changeSecrets(secrets: { current: string; previous?: string }): Promise<void> {
    keys = await deriveKeyRing(secrets, 'command', accountId);
    eventKey = (await deriveKeyRing(secrets, 'event', accountId)).current;
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  await once(server.listen(port, '127.0.0.1'), 'listening');
  const address = server.address();
  app.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return app;
}

export type FakeApp = Awaited<ReturnType<typeof startFakeApp>>;

type Stores = Pick<FakeApp, 'past' | 'files' | 'roomsByName' | 'messageId' | 'ledger'>;

function answerOf(command: Command, count: number, stores: Stores): CommandAnswer {
  const result = resultOf(command, count, stores);
  if (result !== undefined) return { ok: true, result };
  return { ok: false, error: { code: 'file-not-found', message: 'there is no such file' } };
}

function resultOf(command: Command, count: number, stores: Stores): unknown {
  const { past, files, roomsByName, messageId, ledger } = stores;
  const now = Date.now();
  switch (command.command) {
    case 'hello':
      return {
        appVersion: '1',
        bot: BOT,
        siteUrl: 'http://chat',
        egress: { paused: false, scope: 'addressed', rooms: [] },
        messageMaxChars: 5_000,
        now,
      };
    case 'post':
    case 'upload':
      return { messageId: messageId(count) };
    case 'outcome': {
      const answer = ledger.get(command.of);
      return answer?.ok ? { happened: 'yes', ...(answer.result as object) } : { happened: 'no' };
    }
    case 'findRooms': {
      const id = roomsByName.get(command.query);
      return { rooms: id ? [{ id, type: 'channel', name: command.query }] : [] };
    }
    case 'openDirect':
      return { room: { id: `direct-${command.userIds.join('-')}`, type: 'direct', name: '' } };
    case 'history': {
      const { roomId, before = now, limit } = command;
      const older = (past.get(roomId) ?? []).filter(({ message }) => !message.threadId && message.createdAt < before);
      return { messages: older.slice(-limit) };
    }
    case 'thread': {
      const { roomId, threadId, limit } = command;
      const ofThread = ({ message }: Past[number]) => message.threadId === threadId || message.id === threadId;
      return { messages: (past.get(roomId) ?? []).filter(ofThread).slice(-limit) };
    }
    case 'readFile': {
      const { fileId, offset, length } = command;
      const file = files.get(fileId);
      if (!file) return undefined;
      const bytes = Buffer.from(file.subarray(offset, offset + length)).toString('base64');
      return { bytes, size: file.length, type: 'application/x-claimed' };
    }
    default:
      return {};
  }
}

function isOf<T extends Command['command']>(command: Command, type: T): command is Extract<Command, { command: T }> {
  return command.command === type;
}

function distinct(arrived: readonly Arrived[]): Command[] {
  return [...new Map(arrived.map(({ command }) => [command.key, command])).values()];
}
