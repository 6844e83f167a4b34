import { type Attempt, deriveKeyRing, eventRoute, sign, writeSecret } from '@rocketchat-openclaw/shared';

/** A secret that is the same in every run; `seed` makes another one. */
export function aSecret(seed = 1): string {
  return writeSecret(Uint8Array.from({ length: 32 }, (_, index) => (index * 7 + seed * 31) % 256));
}

/** 16 bytes that differ from call to call. */
export function nonces(): () => Uint8Array {
  let count = 0;
  return () => Uint8Array.from({ length: 16 }, (_, index) => (index === 0 ? count++ : index));
}

/** Signs a delivery as the app does. */
export async function signEvents(
  payload: string,
  attempt: Attempt,
  { secret = aSecret(), accountId = 'default' }: { secret?: string; accountId?: string } = {},
): Promise<string> {
  const { current } = await deriveKeyRing({ current: secret }, 'event', accountId);
  return sign(payload, eventRoute(accountId), current, attempt);
}
