import { type Attempt, deriveKeyRing, eventRoute, type KeyRing, sign, writeSecret } from '@rocketchat-openclaw/shared';

/** A secret like a real one, and a second one; fixed, so that a failure repeats. */
export const SECRET = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => (i * 73 + 41) % 256));
export const OTHER_SECRET = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => (i * 59 + 7) % 256));

export const NOW = Date.UTC(2026, 5, 1, 12, 0, 0);
const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
export const ATTEMPT: Attempt = { now: NOW, nonce };

export const ACCOUNT = 'default';
export const ROUTE = eventRoute(ACCOUNT);
export const PAYLOAD = '{"v":1,"hello":"wörld"}';

export async function eventKeys(secret = SECRET, account = ACCOUNT): Promise<KeyRing> {
  return deriveKeyRing({ current: secret }, 'event', account);
}

/** A good request of the event direction. */
export async function aToken(attempt: Attempt = ATTEMPT): Promise<string> {
  return sign(PAYLOAD, ROUTE, (await eventKeys()).current, attempt);
}
