import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type Bot, Refusal } from '@rocketchat-openclaw/shared';

/**
 * The app's own user. Its id never changes, so the cached one decides what may leave; an admin may rename it, so
 * whatever leaves names it afresh.
 */
export interface BotCache {
  get(read: IRead): Promise<Bot>;
  refresh(read: IRead): Promise<Bot>;
}

export function cacheBot(): BotCache {
  let cached: Bot | undefined;
  async function refresh(read: IRead): Promise<Bot> {
    const user = await read.getUserReader().getAppUser();
    if (!user) throw new Refusal('not-ready', 'the app has no user of its own: install it again');
    cached = { id: user.id, username: user.username };
    return cached;
  }
  return { refresh, get: async (read) => cached ?? refresh(read) };
}
