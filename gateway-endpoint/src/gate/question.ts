import type { Actor } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelIngressRouteDescriptor, IngressReasonCode } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Account } from '../config/account.ts';
import { senderIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { identityIn } from '../config/identity.ts';
import type { Policy } from '../config/policy.ts';
import { isOpen, mustBeListed, type RoomRule } from './room-rule.ts';
import { type Silence, silenceFor } from './verdict.ts';

export type ResolveIngress = PluginRuntime['channel']['inbound']['ingress']['resolve'];

/** A person in a conversation. */
export interface Person {
  readonly actor: Pick<Actor, 'id' | 'username' | 'via'>;
  readonly kind: 'direct' | 'channel';
  readonly roomId: string;
  readonly rule: RoomRule;
  readonly account: Account;
  readonly cfg: OpenClawConfig;
}

/** The facts about a person for OpenClaw's policy, for any kind of event. */
export function questionAbout({ actor, kind, roomId, rule, account, cfg }: Person) {
  const { policy } = account;
  return {
    channelId: CHANNEL_ID,
    accountId: account.accountId,
    identity: identityIn(account.accountId),
    // An integration has an id and no username: no list can name it by one.
    subject: {
      stableId: senderIn(account.accountId, actor.id),
      ...(actor.username !== '' && { aliases: { username: actor.username } }),
    },
    conversation: { kind, id: roomId },
    policy: {
      dmPolicy: policy.dmPolicy,
      // A list of people for a room closes it to everybody else, also if `groupPolicy` is open.
      groupPolicy: rule.users && policy.groupPolicy === 'open' ? 'allowlist' : policy.groupPolicy,
      groupAllowFromFallbackToAllowFrom: false, // `peopleOf` has its own
      minIdentifierAuthentication: policy.dangerouslyAllowNameMatching ? 'mutable' : 'asserted',
    },
    allowFrom: policy.allowFrom,
    groupAllowFrom: peopleOf(rule, policy),
    ...(kind === 'channel' && { route: routeTo(roomId, rule, policy) }),
    ...(cfg.accessGroups && { accessGroups: cfg.accessGroups }),
    useDefaultPairingStore: true,
  } satisfies Partial<Parameters<ResolveIngress>[0]>;
}

/** If rooms are listed, only these are open: to the people listed for them, or without such a list to all members. */
function routeTo(roomId: string, rule: RoomRule, policy: Policy): ChannelIngressRouteDescriptor {
  const isForMembers = mustBeListed(policy) && !rule.users && peopleOf(rule, policy).length === 0;
  return {
    id: 'room',
    matchId: roomId,
    allowed: isOpen(rule, policy),
    blockReason: 'room_not_allowed',
    ...(isForMembers && { senderPolicy: 'replace', senderAllowFrom: ['*'] }),
  };
}

/** The people who may talk in this room. Falls back to `allowFrom`, without its `*`. */
export function peopleOf(rule: Pick<RoomRule, 'users'>, policy: Policy): string[] {
  if (rule.users) return rule.users;
  return policy.groupAllowFrom.length > 0 ? policy.groupAllowFrom : policy.allowFrom.filter((entry) => entry !== '*');
}

/** The reason in our codes. A name in a list gets a reason of its own, because it looks right but lets nobody in. */
export function silenceOf(reason: IngressReasonCode, { actor, kind, rule, account }: Person): Silence {
  const silence = silenceFor(reason);
  const { policy } = account;
  const list = kind === 'direct' ? policy.allowFrom : peopleOf(rule, policy);
  const isNamed = list.some((entry) => entry.toLowerCase() === `@${actor.username}`.toLowerCase());
  return silence === 'sender-not-allowed' && isNamed && !policy.dangerouslyAllowNameMatching
    ? 'name-not-accepted'
    : silence;
}

/** The reason for which this person may not be heard here. Only a message of their own gets a pairing code. */
export async function whyUnheard(
  person: Person,
  kind: 'reaction' | 'system' | 'native-command' | 'button',
  resolve: ResolveIngress,
): Promise<Silence | undefined> {
  const event = { kind, authMode: 'inbound', mayPair: false } as const;
  const { ingress } = await resolve({ ...questionAbout(person), event });
  return ingress.admission === 'dispatch' ? undefined : silenceOf(ingress.reasonCode, person);
}

/** Is this person on a list, such as that of those who may use the commands that change how the agent works? */
export async function isListed(list: readonly string[], person: Person, resolve: ResolveIngress): Promise<boolean> {
  const question = questionAbout(person);
  const { ingress } = await resolve({
    ...question,
    // OpenClaw's own lookup is used: the question is asked as for a direct message with only this list.
    conversation: { kind: 'direct', id: person.roomId },
    policy: { ...question.policy, dmPolicy: 'allowlist' },
    allowFrom: [...list],
    groupAllowFrom: [],
    route: [],
    useDefaultPairingStore: false,
    event: { kind: 'native-command', authMode: 'inbound', mayPair: false },
  });
  return ingress.admission === 'dispatch';
}
