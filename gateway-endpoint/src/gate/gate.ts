import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Admitted } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Conversation } from '../dispatch/conversation.ts';
import { identity } from './identity.ts';
import { ruleOut } from './rules.ts';
import { silenceFor, type Verdict } from './verdict.ts';

export interface GateFacts {
  readonly event: EventOf<'message.sent'>;
  readonly bot: Admitted['bot'];
  readonly account: Account;
  readonly conversation: Conversation;
  /** The text is one of OpenClaw's own commands, such as `/new`. */
  readonly isCommand: boolean;
  readonly cfg: OpenClawConfig;
}

export type ResolveIngress = PluginRuntime['channel']['inbound']['ingress']['resolve'];

/** May this message start a turn? OpenClaw owns the policy; we give it facts and translate its answer. */
export async function gate(facts: GateFacts, resolve: ResolveIngress): Promise<Verdict> {
  const { event, bot, account, conversation, isCommand, cfg } = facts;
  const ruledOut = ruleOut(event, bot);
  if (ruledOut) return { start: false, reason: ruledOut };

  const { policy } = account;
  const isDirect = conversation.kind === 'direct';
  const wasMentioned = event.message.mentions.some((mention) => mention.id === bot.id);
  const ingress = await resolve({
    channelId: CHANNEL_ID,
    accountId: account.accountId,
    identity,
    subject: { stableId: event.actor.id, aliases: { username: event.actor.username } },
    conversation: { kind: conversation.kind, id: event.room.id },
    contextBinding: {
      agentId: conversation.route.agentId,
      sessionKey: conversation.sessionKey,
      messageId: event.message.id,
      nativeChannelId: event.room.id,
      inboundEventKind: 'user_request',
    },
    event: { kind: 'message', authMode: 'inbound', mayPair: isDirect },
    policy: {
      dmPolicy: policy.dmPolicy,
      groupPolicy: policy.groupPolicy,
      groupAllowFromFallbackToAllowFrom: true,
      minIdentifierAuthentication: 'asserted',
      activation: { requireMention: !isDirect && policy.requireMention, allowTextCommands: true },
    },
    mentionFacts: { canDetectMention: true, wasMentioned, hasAnyMention: event.message.mentions.length > 0 },
    allowFrom: policy.allowFrom,
    groupAllowFrom: policy.groupAllowFrom,
    ...(cfg.accessGroups && { accessGroups: cfg.accessGroups }),
    useDefaultPairingStore: true,
    ...(isCommand && { command: { allowTextCommands: true, hasControlCommand: true } }),
  });
  const { admission, reasonCode } = ingress.ingress;
  if (admission !== 'dispatch') return { start: false, reason: silenceFor(reasonCode), detail: reasonCode };
  if (ingress.commandAccess.shouldBlockControlCommand) return { start: false, reason: 'command-not-authorized' };
  return { start: true, ingress, wasMentioned };
}
