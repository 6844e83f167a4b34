import { createHash } from 'node:crypto';
import {
  APP_ID,
  commandRoute,
  deriveKey,
  type Envelope,
  type EventBatch,
  eventRoute,
  type Key,
  type Route,
  sign,
  writeSecret,
} from '@rocketchat-openclaw/shared';

/** The fixed inputs of the vectors. Nothing here is secret: the first 32 multiples of 7. */
export const INPUT = {
  secret: writeSecret(Uint8Array.from({ length: 32 }, (_, i) => i * 7)),
  account: 'default',
  now: Date.UTC(2026, 0, 2, 3, 4, 5),
  nonce: Uint8Array.from({ length: 16 }, (_, i) => 0xf0 + i),
} as const;

const batch: EventBatch = {
  v: 1,
  bot: { id: 'Bx7TqYcn5kWm2Rz8L', username: 'openclaw.bot' },
  events: [
    {
      type: 'message.sent',
      id: 'message.sent:Wm3kLq9ZtYb5Rc7Np',
      at: INPUT.now - 40,
      room: { id: 'GENERAL', type: 'channel', name: 'general' },
      actor: { id: 'Uq8sDf4GhJk2LzXcV', username: 'bob', name: 'Bob', type: 'user', roles: ['user'] },
      message: {
        id: 'Wm3kLq9ZtYb5Rc7Np',
        text: '@openclaw.bot grüß dich “there” 👋',
        mentions: [{ id: 'Bx7TqYcn5kWm2Rz8L', username: 'openclaw.bot' }],
        files: [],
        createdAt: INPUT.now - 40,
      },
    },
  ],
};

const command = {
  v: 1,
  key: 'turn:message.sent:Wm3kLq9ZtYb5Rc7Np:0',
  command: 'post',
  roomId: 'GENERAL',
  text: 'Hello, Bob!',
} as const;

/** The file as text: what a stranger needs to write the other half. */
export async function format(): Promise<string> {
  const eventKey = await deriveKey(INPUT.secret, 'event', INPUT.account);
  const commandKey = await deriveKey(INPUT.secret, 'command', INPUT.account);
  const vectors = {
    about: 'Wire contract version 1. Times are UTC; bytes are hexadecimal unless the name says base64url.',
    secret: INPUT.secret,
    account: INPUT.account,
    appId: APP_ID,
    clock: { iso: new Date(INPUT.now).toISOString(), milliseconds: INPUT.now },
    derivation: {
      salt: {
        text: 'rocketchat-openclaw/v1',
        sha256: createHash('sha256').update('rocketchat-openclaw/v1').digest('hex'),
      },
      event: keyVector(eventKey),
      command: keyVector(commandKey),
    },
    event: await requestVector(eventRoute(INPUT.account), eventKey, batch),
    command: await requestVector(commandRoute(INPUT.account), commandKey, command),
  };
  return `${JSON.stringify(vectors, null, 2)}\n`;
}

function keyVector(key: Key) {
  return { info: `${key.direction}|${INPUT.account}`, key: Buffer.from(key.bytes).toString('hex'), kid: key.kid };
}

async function requestVector(route: Route, key: Key, content: object) {
  const payload = JSON.stringify(content);
  const token = await sign(payload, route, key, { now: INPUT.now, nonce: INPUT.nonce });
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return {
    method: 'POST',
    path: route.path,
    nonce: Buffer.from(INPUT.nonce).toString('hex'),
    header: JSON.parse(header),
    claims: JSON.parse(claims),
    token,
    body: JSON.stringify({ payload } satisfies Envelope),
  };
}
