import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { buildAgentSessionKey, type ResolvedAgentRoute } from 'openclaw/plugin-sdk/routing';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { peerIn, senderIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** A room, or the other person of a direct one. */
export interface Peer {
  readonly kind: 'direct' | 'channel';
  readonly id: string;
}

type Scopes = Pick<ResolvedAgentRoute, 'dmScope' | 'groupScope'>;
type Scoped = { readonly agentId: string } & { readonly [S in keyof Scopes]?: Scopes[S] | undefined };

/**
 * Another workspace never uses the agent's main session, which holds what people of the default account say directly,
 * whatever `session.dmScope`, `session.groupScope` or a binding says.
 */
const APART: Scopes = { dmScope: 'per-account-channel-peer', groupScope: 'per-group' };

/** How OpenClaw is to separate the people of an account; undefined where its own configuration decides. */
export function dmScopeOf(accountId: string): Scopes['dmScope'] | undefined {
  return accountId === DEFAULT_ACCOUNT_ID ? undefined : APART.dmScope;
}

/** The agent that `bindings` name for a room or a person, and a session that no other account can reach. */
export function routeOf(
  peer: Peer,
  accountId: string,
  cfg: OpenClawConfig,
  resolveAgentRoute: PluginRuntime['channel']['routing']['resolveAgentRoute'],
): ResolvedAgentRoute {
  const route = resolveAgentRoute({ cfg, channel: CHANNEL_ID, accountId, peer });
  const own = ownSession(peer, accountId, cfg, route);
  return own ? { ...route, ...own, lastRoutePolicy: 'session' } : route;
}

/**
 * The session of a room or a person, where OpenClaw's own key for it would be one that somebody else's can equal.
 *
 * @returns undefined where OpenClaw's own key will do
 */
export function ownSession(
  peer: Peer,
  accountId: string,
  cfg: OpenClawConfig,
  { agentId, ...scopes }: Scoped,
): (Scopes & { readonly sessionKey: string }) | undefined {
  const id = peerIn(accountId, peer.id);
  if (id === peer.id) return undefined;
  const { dmScope = 'main', groupScope = 'per-group' } = accountId === DEFAULT_ACCOUNT_ID ? scopes : APART;
  const { mainKey } = cfg.session ?? {};
  const where = { agentId, channel: CHANNEL_ID, accountId, ...(mainKey && { mainKey }) };
  return {
    dmScope,
    groupScope,
    sessionKey: buildAgentSessionKey({ ...where, peer: { kind: peer.kind, id }, dmScope, groupScope }),
  };
}

/** The id of a sender for OpenClaw's lists, which name people of all accounts. */
export function fromOf({ kind, id }: Peer, accountId: string): string {
  return kind === 'direct'
    ? `${CHANNEL_ID}:${senderIn(accountId, id)}`
    : `${CHANNEL_ID}:channel:${peerIn(accountId, id)}`;
}
