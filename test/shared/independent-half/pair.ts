import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Answer, type Facts, openHalf } from './half.ts';

/** The vectors as another author has them: a file. */
export const VECTORS = JSON.parse(
  readFileSync(new URL('../../../shared/test-vectors/v1.json', import.meta.url), 'utf8'),
);

export const SECRET: string = VECTORS.secret;
export const OTHER = `rcoc_${Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 59 + 7) % 256)).toString('base64url')}`;
export const NOW: number = VECTORS.clock.milliseconds;

export function aHalf(facts: Partial<Facts> = {}) {
  return openHalf({ secret: SECRET, account: 'default', now: () => NOW, nonce: () => randomBytes(16), ...facts });
}

export async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** As the page shapes them. */
export const MESSAGE = {
  type: 'message.sent',
  id: 'message.sent:M1',
  at: NOW,
  room: { id: 'GENERAL', type: 'channel', name: 'general' },
  actor: { id: 'Bob1', username: 'bob', name: 'Bob', type: 'user', roles: ['user'] },
  message: { id: 'M1', text: '@openclaw hello “there” 👋', mentions: [], files: [], createdAt: NOW },
} as const;

export const HELLO = {
  appVersion: '7.0.0',
  bot: { id: 'Bot1', username: 'openclaw' },
  siteUrl: 'http://chat.test',
  egress: { paused: false, scope: 'addressed', rooms: [] },
  messageMaxChars: 5_000,
  now: NOW,
  anUnknownField: 'overlooked',
};
