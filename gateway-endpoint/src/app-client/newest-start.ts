import type { AppClient } from './client.ts';

const newest = new Map<string, AppClient>();

/**
 * A turn may outlive the start of its account, as when the secret is changed: what it still has to say goes the way of
 * the start after it, with that one's key. The app may know the key before no longer.
 */
export function ofNewestStart(accountId: string, own: AppClient): AppClient {
  newest.set(accountId, own);
  return { call: (command, options) => (newest.get(accountId) ?? own).call(command, options) };
}
