import { deriveKey, type Key } from '@rocketchat-openclaw/shared';
import type { Link } from '../config/account.ts';

export interface SigningKeys {
  /** The key that worked last. */
  current(): Promise<Key>;
  /**
   * Sends with the key that worked last, and with the other one if the app does not know the first. A 401 proves that
   * nothing has happened.
   */
  use(send: (key: Key) => Promise<Response>): Promise<Response>;
}

/** While a secret is changed, the app knows the one before it until an admin has pasted the new code. */
export function openSigningKeys({ current, previous }: Link['secrets'], accountId: string): SigningKeys {
  const derive = (secret: string) => deriveKey(secret, 'command', accountId);
  let key = derive(current);
  let other = previous === undefined ? undefined : derive(previous);
  return {
    current: () => key,
    async use(send) {
      const [tried, spare] = [key, other];
      const answer = await send(await tried);
      if (answer.status !== 401 || !spare) return answer;
      answer.body?.cancel().catch(() => undefined);
      const second = await send(await spare);
      if (second.status !== 401) [key, other] = [spare, tried];
      return second;
    },
  };
}
