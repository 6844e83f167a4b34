import { createHash } from 'node:crypto';
import { deriveKey, readSecret, writeSecret } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { POOR_SECRETS } from '../../attack/poor-secrets.ts';
import { SECRET } from './pair.ts';

describe('a secret that is weak or not whole is refused with what to do, and is not repeated in the message', () => {
  const encode = (bytes: number[]) => `rcoc_${Buffer.from(bytes).toString('base64url')}`;
  test.each([
    ['empty', ''],
    ['a password', 'correct horse battery staple'],
    ['without its prefix', SECRET.slice('rcoc_'.length)],
    ['cut short', SECRET.slice(0, -1)],
    ['too long', `${SECRET}A`],
    ['31 bytes', encode(Array.from({ length: 31 }, (_, i) => i))],
    ['all zero', encode(Array.from({ length: 32 }, () => 0))],
    ['a pattern of two', encode(Array.from({ length: 32 }, (_, i) => i % 2))],
    ['a half that is there twice', encode(Array.from({ length: 32 }, (_, i) => (i % 16) * 13))],
    ['counting up', encode(Array.from({ length: 32 }, (_, i) => 250 + i))],
    ['counting down', encode(Array.from({ length: 32 }, (_, i) => 40 - i))],
    ['words', `rcoc_${Buffer.from('correct horse battery staple 123').toString('base64url')}`],
    ['hexadecimal of half the length', `rcoc_${Buffer.from('8f14e45fceea167a5a36dedd4bea2543').toString('base64url')}`],
    ['with padding', `${SECRET}=`],
  ])('%s', (_, secret) => {
    const read = () => readSecret(secret);
    expect(read).toThrow(
      expect.objectContaining({ code: 'weak-secret', detail: expect.stringContaining('openclaw rocketchat connect') }),
    );
    if (secret) expect(read).not.toThrow(secret);
  });
});

test(`${POOR_SECRETS.length} of ${POOR_SECRETS.length} words of examples and defaults are refused, however they are dressed`, () => {
  const dressed = POOR_SECRETS.flatMap((word) => [
    word,
    `rcoc_${word}`,
    encoded(Buffer.from(word)),
    encoded(Buffer.from(word.padEnd(32, word || '0').slice(0, 32))),
    encoded(Buffer.from(word.padEnd(32, '\0').slice(0, 32))),
  ]);
  expect(dressed.filter(isTaken)).toEqual([]);
});

test('a thousand secrets of chance are taken', () => {
  const chance = Array.from({ length: 1_000 }, (_, n) => writeSecret(createHash('sha256').update(String(n)).digest()));
  expect(chance.filter((secret) => !isTaken(secret))).toEqual([]);
});

const encoded = (bytes: Uint8Array) => `rcoc_${Buffer.from(bytes).toString('base64url')}`;

function isTaken(secret: string): boolean {
  try {
    readSecret(secret);
    return true;
  } catch {
    return false;
  }
}

test('a secret is 32 bytes of chance and survives its text', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => 255 - 3 * i);
  expect(readSecret(writeSecret(bytes))).toEqual(bytes);
  expect(() => writeSecret(bytes.slice(1))).toThrow(expect.objectContaining({ code: 'weak-secret' }));
});

test('each direction and each account has a key and a key id of its own', async () => {
  const keys = await Promise.all([
    deriveKey(SECRET, 'event', 'a'),
    deriveKey(SECRET, 'command', 'a'),
    deriveKey(SECRET, 'event', 'b'),
    deriveKey(SECRET, 'command', 'b'),
  ]);
  expect(new Set(keys.map((key) => key.kid)).size).toBe(4);
  expect(new Set(keys.map((key) => Buffer.from(key.bytes).toString('hex'))).size).toBe(4);
});

test.each(['', 'Default', 'a|b', 'a/b', 'ä', 'a'.repeat(65)])('%j is no account id', async (account) => {
  await expect(deriveKey(SECRET, 'event', account)).rejects.toMatchObject({ code: 'bad-request' });
});

describe('the limits of a pattern', () => {
  const taken = (bytes: number[]) => isTaken(encoded(Uint8Array.from(bytes)));

  test.each([
    ['32 letters and signs up to ~', Array.from({ length: 32 }, (_, i) => 0x7e - ((i * 7) % 32)), false],
    ['the same with one byte that is none of them', Array.from({ length: 32 }, (_, i) => 0x7f - ((i * 7) % 32)), true],
    [
      'a half that is there again, except for its first byte',
      Array.from({ length: 32 }, (_, i) => (i === 16 ? 255 : (i % 16) * 13)),
      true,
    ],
  ])('%s: taken is %s', (_what, bytes, expected) => {
    expect(taken(bytes)).toBe(expected);
  });

  test('sixteen different bytes are enough', () => {
    const sixteen = Array.from({ length: 32 }, (_, i) => 200 + ((i < 16 ? i : i * 3 + 1) % 16));
    expect(new Set(sixteen).size).toBe(16);
    expect(taken(sixteen)).toBe(true);
    expect(taken(sixteen.map((byte) => (byte === 215 ? 214 : byte)))).toBe(false);
  });
});

test('a secret without its prefix is not taken for a mistyped one', () => {
  expect(() => readSecret(SECRET.replace('rcoc_', 'rcox_'))).toThrow('must begin with rcoc_');
  expect(() => readSecret(SECRET.slice(0, -1))).toThrow('incomplete or mistyped');
});

test('no key can be taken out of the place where it signs', async () => {
  const { handle } = await deriveKey(SECRET, 'event', 'a');
  expect(handle.extractable).toBe(false);
});
