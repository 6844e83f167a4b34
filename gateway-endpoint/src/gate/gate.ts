import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Admitted } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import type { Conversation } from '../place/conversation.ts';
import { type Address, addressOf } from './address.ts';
import { beginsWithBang } from './bang.ts';
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
  /** Has this person started all that is running in the conversation? They may end it. */
  readonly isOwnRun: boolean;
  /** Is anything running in the conversation? */
  readonly isRunning: boolean;
  /** Was it clicked, in something that a model has made, and not written? */
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
  // A control's text is words, even if an owner clicks: a model has written it.
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
 * Where the prefix of commands is also one for messages (`oncharPrefixes`), a text that is no command is a message. A
 * `stop` that stops nothing is one, too: it may answer a question, or be for somebody else. Not an operator's, who may
 * mean a run of which we do not know.
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

/** Whose right a command needs, beside that to speak here at all. */
export function whyNotCommand(
  { rule }: GivenCommand,
  { isOperator, isOwnRun, isApprover }: Rights,
): 'unknown-command' | 'command-not-authorized' | 'not-an-approver' | undefined {
  if (rule === 'unknown') return 'unknown-command';
  // An operator is not an approver by that: the account names its approvers.
  if (rule === 'approvers') return isApprover ? undefined : 'not-an-approver';
  const may = rule === 'everybody' || isOperator || (rule === 'own-run' && isOwnRun);
  return may ? undefined : 'command-not-authorized';
}

export type { Address };
