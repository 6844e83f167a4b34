import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyOf } from './half.ts';
import { aHalf, SECRET, VECTORS } from './pair.ts';

const HALF = readFileSync(path.join(import.meta.dirname, 'half.ts'), 'utf8');
const PAGE = readFileSync(path.join(import.meta.dirname, '../../../docs/protocol.md'), 'utf8');
const DIRECTIONS = ['event', 'command'] as const;

describe.each(DIRECTIONS)('the vectors of a %s', (direction) => {
  const { nonce, token, body, path: route } = VECTORS[direction];
  const authorization = `Bearer ${token}`;
  const headers = { authorization, 'content-type': 'application/json' };

  test('key and key id', () => {
    const { key, kid } = keyOf(SECRET, direction, VECTORS.account);
    expect({ key: key.toString('hex'), kid }).toEqual({
      key: VECTORS.derivation[direction].key,
      kid: VECTORS.derivation[direction].kid,
    });
  });

  test('the half signs them byte for byte', () => {
    const half = aHalf({ nonce: () => Buffer.from(nonce, 'hex') });
    const signed = half.sign(direction, JSON.parse(JSON.parse(body).payload));
    expect(signed).toEqual({ path: route, headers, body });
  });

  test('the half takes them', () => {
    const request = { path: route, headers, body };
    const half = aHalf();
    const answer =
      direction === 'event'
        ? half.takeDelivery(request, () => undefined)
        : half.takeCommand(request, () => ({ ok: true, result: {} }));
    expect(answer.status).toBe(direction === 'event' ? 202 : 200);
  });
});

test('the half has at most 200 lines and needs nothing of ours', () => {
  expect(HALF.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  expect([...HALF.matchAll(/(?:from|import\(?) '([^']+)'/g)].map(([, from]) => from)).toEqual(['node:crypto']);
});

test('each word that the half sends or expects stands in docs/protocol.md', () => {
  const inPage = (word: string) => PAGE.replaceAll('\\|', '|').includes(word);
  const literals = [...HALF.matchAll(/'([^'\n]*)'/g)].map(([, word = '']) => word);
  // Names of algorithms and encodings in Node, and of types in TypeScript.
  const OF_NODE = ['node:crypto', 'utf8', 'sha256', 'base64url', 'object', 'string', 'delivered'];
  expect(literals.filter((word) => !OF_NODE.includes(word) && !inPage(word))).toEqual([]);
});
