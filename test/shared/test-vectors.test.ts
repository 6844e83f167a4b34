import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { format } from './test-vectors.ts';

const text = readFileSync(path.join(import.meta.dirname, '../../shared/test-vectors/v1.json'), 'utf8');
const vectors = JSON.parse(text);

test('the vectors are what the contract makes today', async () => {
  expect(await format()).toBe(text);
});

/** A second implementation, from DESIGN's words alone: it shares no line with ours, not even the library. */
describe.each(['event', 'command'])('a stranger with node:crypto arrives at the same %s', (direction) => {
  const ikm = Buffer.from(vectors.secret.slice('rcoc_'.length), 'base64url');
  const salt = createHash('sha256').update('rocketchat-openclaw/v1').digest();
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, `${direction}|${vectors.account}`, 32));
  const { token, body, claims } = vectors[direction];

  test('key and key id', () => {
    const { derivation } = vectors;
    expect(key.toString('hex')).toBe(derivation[direction].key);
    const kid = createHash('sha256')
      .update(Buffer.concat([Buffer.from('kid|'), key]))
      .digest('base64url')
      .slice(0, 12);
    expect(kid).toBe(derivation[direction].kid);
  });

  test('signature', () => {
    const [header, payload, signature] = token.split('.');
    expect(createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
  });

  test('body hash', () => {
    expect(createHash('sha256').update(JSON.parse(body).payload).digest('base64url')).toBe(claims.bh);
  });
});
