import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Admitted } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import type { Conversation } from '../dispatch/conversation.ts';
import { questionAbout, type ResolveIngress } from './question.ts';
import { ruleOut, saysNothing } from './rules.ts';
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

/** May this message start a turn? OpenClaw owns the policy; we give it facts and translate its answer. */
export async function gate(facts: GateFacts, resolve: ResolveIngress): Promise<Verdict> {
  const { event, bot, account, conversation, isCommand, cfg } = facts;
  const ruledOut = ruleOut(event, bot) ?? saysNothing(event);
  if (ruledOut) return { start: false, reason: ruledOut };

  const { actor, room, message } = event;
  const { kind } = conversation;
  const isDirect = kind === 'direct';
  const wasMentioned = message.mentions.some((mention) => mention.id === bot.id);
  const ingress = await resolve({
    ...questionAbout({ actor, kind, roomId: room.id, account, cfg }, !isDirect && account.policy.requireMention),
    contextBinding: {
      agentId: conversation.route.agentId,
      sessionKey: conversation.sessionKey,
      messageId: message.id,
      nativeChannelId: room.id,
      inboundEventKind: 'user_request',
    },
    event: { kind: 'message', authMode: 'inbound', mayPair: isDirect },
    mentionFacts: { canDetectMention: true, wasMentioned, hasAnyMention: message.mentions.length > 0 },
    ...(isCommand && { command: { allowTextCommands: true, hasControlCommand: true } }),
  });
  const { admission, reasonCode } = ingress.ingress;
  if (admission !== 'dispatch') return { start: false, reason: silenceFor(reasonCode), detail: reasonCode };
  if (ingress.commandAccess.shouldBlockControlCommand) return { start: false, reason: 'command-not-authorized' };
  return { start: true, ingress, wasMentioned };
}
