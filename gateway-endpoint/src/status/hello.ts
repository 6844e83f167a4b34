import type { GatewayHello } from '@rocketchat-openclaw/shared';
import { PLUGIN_VERSION } from '../version.ts';

/** What we say of ourselves, in either direction. Nothing but a mention starts a turn in a room yet. */
export function gatewayHello(accountId: string, now: number): GatewayHello {
  return {
    pluginVersion: PLUGIN_VERSION,
    accountId,
    activation: { commandPrefixes: [], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
    now,
  };
}
