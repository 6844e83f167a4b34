import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Admitted } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import { beginsWithBang } from '../host/bang.ts';
import type { Conversation } from '../place/conversation.ts';
import { type Address, addressOf } from './address.ts';
import type { GivenCommand } from './command.ts';
import { mayOperate } from './operators.ts';
import { questionAbout, type ResolveIngress, silenceOf } from './question.ts';
import type { RoomRule } from './room-rule.ts';
import { isBot, ruleOut, saysNothing } from './rules.ts';
import type { Threads } from './threads.ts';
import type { Verdict } from './verdict.ts';

export interface GateFacts {
  readonly event: EventOf<'message.sent'>;
  readonly bot: Admitted['bot'];
  readonly account: Account;
  readonly conversation: Conversation;
  readonly rule: RoomRule;
  readonly command: GivenCommand | undefined;
  readonly cfg: OpenClawConfig;
  /** Did this person start everything that runs in the conversation? Then they may stop it. */
  readonly isOwnRun: boolean;
  /** Is anything running in the conversation? */
  readonly isRunning: boolean;
  /** Was it a click on a control that a model has made, and not a message in the room? */
  readonly isFromControl: boolean;
}

/** May this message start a turn? OpenClaw owns the policy; we give it facts and translate its answer. */
export async function gate(facts: GateFacts, resolve: ResolveIngress, threads: Threads): Promise<Verdict> {
  const { event, bot, account, conversation, rule, cfg } = facts;
  const { actor, room, message } = event;
  const isDirect = conversation.kind === 'direct';
  const address = addressOf(message, bot, rule, account.policy, threads);
  const ruledOut = ruleOut(event, bot, rule.allowBots, address.wasMentioned) ?? saysNothing(event);
  if (ruledOut) return { start: false, reason: ruledOut };

  const person = { actor, kind: conversation.kind, roomId: room.id, rule, account, cfg };
  // The text of a control is never a command, even if an owner clicks, because a model has written it.
  const mayAll = async () => !facts.isFromControl && (await mayOperate(person, resolve));
  const command = (await isCommand(facts, address, mayAll)) ? facts.command : undefined;
  const question = questionAbout(person);
  const ingress = await resolve({
    ...question,
    policy: {
      ...question.policy,
      activation: {
        requireMention: !isDirect && !command && rule.requireMention,
        allowTextCommands: true,
        implicitMentions: account.policy.implicitMentions,
      },
    },
    contextBinding: {
      agentId: conversation.route.agentId,
      sessionKey: conversation.sessionKey,
      messageId: message.id,
      nativeChannelId: room.id,
      inboundEventKind: 'user_request',
    },
    event: { kind: 'message', authMode: 'inbound', mayPair: isDirect && !isBot(actor) },
    mentionFacts: {
      canDetectMention: true,
      wasMentioned: address.wasMentioned,
      hasAnyMention: message.mentions.length > 0,
      implicitMentionKinds: address.implicit,
    },
  });
  const { admission, reasonCode } = ingress.ingress;
  if (admission !== 'dispatch')
    return { start: false, reason: silenceOf(reasonCode, person), detail: reasonCode, address };
  if (message.editedBy) return { start: false, reason: 'edited-by-another', address };
  const isOperator = await mayAll();
  const isApprover = !facts.isFromControl && account.approvers.includes(actor.id);
  const refused = command && whyNotCommand(command, { isOperator, isOwnRun: facts.isOwnRun, isApprover });
  if (refused) return { start: false, reason: refused, address, may: { isOperator, isApprover } };
  const mayHold = isOperator && (command !== undefined || !beginsWithBang(message.text, bot.username));
  const reading = mayHold ? 'operator' : command ? 'granted' : 'words';
  return { start: true, ingress, address, command, reading, may: { isOperator, isApprover } };
}

/**
 * If the prefix of commands is also one for messages (`oncharPrefixes`), a text that is no command is a message. So is
 * a `stop` when nothing runs: it may answer a question, or be for somebody else. An operator's `stop` stays a command,
 * because there may be a run that we do not know.
 */
async function isCommand(
  { command, isRunning }: Pick<GateFacts, 'command' | 'isRunning'>,
  { prefix }: Address,
  mayAll: () => Promise<boolean>,
): Promise<boolean> {
  if (command?.rule === 'unknown') return prefix === undefined;
  return !command?.isWord || isRunning || mayAll();
}

interface Rights {
  readonly isOperator: boolean;
  readonly isOwnRun: boolean;
  readonly isApprover: boolean;
}

/** The right that a command needs, beside the right to write here. */
export function whyNotCommand(
  { rule }: GivenCommand,
  { isOperator, isOwnRun, isApprover }: Rights,
): 'unknown-command' | 'command-not-authorized' | 'not-an-approver' | undefined {
  if (rule === 'unknown') return 'unknown-command';
  // An operator is not automatically an approver: the account names its approvers.
  if (rule === 'approvers') return isApprover ? undefined : 'not-an-approver';
  const may = rule === 'everybody' || isOperator || (rule === 'own-run' && isOwnRun);
  return may ? undefined : 'command-not-authorized';
}

export type { Address };
