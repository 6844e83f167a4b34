import { LIMITS } from '../contract/limits.ts';
import { ACCOUNT_ID, type Direction } from '../contract/route.ts';
import { Refusal } from '../errors.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

const PREFIX = 'rcoc_';
const SALT_LABEL = 'rocketchat-openclaw/v1';

/** A `CryptoKey`, by its origin: not every half has a type of that name. */
type Handle = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A key of one direction and one account. The algorithm stands here and is never read from a token. */
export interface Key {
  readonly kid: string;
  readonly alg: 'HS256';
  readonly direction: Direction;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Signs and verifies. Made once: from bytes jose would make one for every token, which costs more than the signature. */
  readonly handle: Handle;
}

/** Sign with `current`; accept what either of them signed, chosen by key id. */
export interface KeyRing {
  readonly current: Key;
  readonly previous?: Key | undefined;
}

/** A new secret from 32 random bytes. */
export function writeSecret(random: Uint8Array): string {
  if (random.length !== LIMITS.secretBytes) throw new Refusal('weak-secret', '32 random bytes are needed');
  return PREFIX + toBase64url(random);
}

/**
 * @param secret `rcoc_` + base64url of 32 random bytes
 * @throws Refusal `weak-secret` with what is wrong; the secret itself is never part of the message
 */
export function readSecret(secret: string): Uint8Array<ArrayBuffer> {
  const cure = 'make a new one with `openclaw rocketchat connect`';
  if (!secret.startsWith(PREFIX)) throw new Refusal('weak-secret', `the secret must begin with ${PREFIX}; ${cure}`);
  const bytes = fromBase64url(secret.slice(PREFIX.length));
  if (bytes?.length !== LIMITS.secretBytes)
    throw new Refusal('weak-secret', `the secret is incomplete or mistyped; paste it again or ${cure}`);
  const pattern = patternIn(bytes);
  if (pattern) throw new Refusal('weak-secret', `the secret is not random: ${pattern}; ${cure}`);
  return bytes;
}

/** The pattern of a secret that was typed by hand. A random secret has one of these less than once in 10^13 times. */
function patternIn(bytes: Uint8Array): string | undefined {
  // 32 random bytes hold about 30 different values.
  if (new Set(bytes).size < 16) return 'the same few bytes again and again';
  if (bytes.every((byte, i) => i < 16 || byte === bytes[i - 16])) return 'one half repeats the other';
  if (bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)) return 'it spells words';
  const steps = new Set(bytes.slice(1).map((byte, i) => byte - (bytes[i] ?? 0)));
  if (steps.size === 1 && (steps.has(1) || steps.has(255))) return 'it counts';
  return undefined;
}

/**
 * HKDF-SHA256 (RFC 5869): salt = SHA-256("rocketchat-openclaw/v1"), info = "event|<account>" or "command|<account>".
 * The secret itself never signs, so a key of one direction or account opens no other.
 */
export async function deriveKey(secret: string, direction: Direction, accountId: string): Promise<Key> {
  if (!ACCOUNT_ID.test(accountId)) {
    throw new Refusal('bad-request', `account id ${JSON.stringify(accountId)} must match ${ACCOUNT_ID.source}`);
  }
  const ikm = await crypto.subtle.importKey('raw', readSecret(secret), 'HKDF', false, ['deriveBits']);
  const salt = await sha256(SALT_LABEL);
  const info = utf8(`${direction}|${accountId}`);
  const bytes = new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, ikm, 256));
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const handle = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  return { kid: await keyId(bytes), alg: 'HS256', direction, bytes, handle };
}

/** The keys of one direction for an account, from the secrets as they are configured. */
export async function deriveKeyRing(
  secrets: { current: string; previous?: string | undefined },
  direction: Direction,
  accountId: string,
): Promise<KeyRing> {
  const current = await deriveKey(secrets.current, direction, accountId);
  if (!secrets.previous) return { current };
  return { current, previous: await deriveKey(secrets.previous, direction, accountId) };
}

/** Deterministic and safe to show: people compare it on both sides. */
async function keyId(key: Uint8Array): Promise<string> {
  const label = utf8('kid|');
  const bytes = new Uint8Array(label.length + key.length);
  bytes.set(label);
  bytes.set(key, label.length);
  return toBase64url(await sha256(bytes)).slice(0, 12);
}

/** base64url(SHA-256), as a file is named by it. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  // Nothing of ours lies in memory that is shared.
  return toBase64url(await sha256(bytes as Uint8Array<ArrayBuffer>));
}

export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8(data) : data));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
