import type { AppClient } from './client.ts';

const newest = new Map<string, AppClient>();

/**
 * A turn may outlive the start of its account, as when the secret is changed. Its remaining posts then use the client of
 * the newest start, with its key: the app may no longer accept the old one.
 */
export function ofNewestStart(accountId: string, own: AppClient): AppClient {
  newest.set(accountId, own);
  return { call: (command, options) => (newest.get(accountId) ?? own).call(command, options) };
}
