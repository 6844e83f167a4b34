import type { Actor } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { identity } from './identity.ts';
import { type Silence, silenceFor } from './verdict.ts';

export type ResolveIngress = PluginRuntime['channel']['inbound']['ingress']['resolve'];

/** A person in a conversation. */
export interface Person {
  readonly actor: Pick<Actor, 'id' | 'username'>;
  readonly kind: 'direct' | 'channel';
  readonly roomId: string;
  readonly account: Account;
  readonly cfg: OpenClawConfig;
}

/** What OpenClaw's policy wants to know of a person, whatever they did. */
export function questionAbout({ actor, kind, roomId, account, cfg }: Person, requireMention: boolean) {
  const { policy } = account;
  return {
    channelId: CHANNEL_ID,
    accountId: account.accountId,
    identity,
    subject: { stableId: actor.id, aliases: { username: actor.username } },
    conversation: { kind, id: roomId },
    policy: {
      dmPolicy: policy.dmPolicy,
      groupPolicy: policy.groupPolicy,
      groupAllowFromFallbackToAllowFrom: true,
      minIdentifierAuthentication: 'asserted',
      activation: { requireMention, allowTextCommands: true },
    },
    allowFrom: policy.allowFrom,
    groupAllowFrom: policy.groupAllowFrom,
    ...(cfg.accessGroups && { accessGroups: cfg.accessGroups }),
    useDefaultPairingStore: true,
  } satisfies Partial<Parameters<ResolveIngress>[0]>;
}

/** Why this person may not be heard here; nobody gets a pairing code for anything but a message of their own. */
export async function whyUnheard(
  person: Person,
  kind: 'reaction' | 'system',
  resolve: ResolveIngress,
): Promise<Silence | undefined> {
  const event = { kind, authMode: 'inbound', mayPair: false } as const;
  const { ingress } = await resolve({ ...questionAbout(person, false), event });
  return ingress.admission === 'dispatch' ? undefined : silenceFor(ingress.reasonCode);
}
