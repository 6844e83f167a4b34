import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Admitted } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import type { Conversation } from '../dispatch/conversation.ts';
import { type Address, addressOf } from './address.ts';
import type { GivenCommand } from './command.ts';
import { ownerEntries, ownersOf } from './owners.ts';
import { isListed, type Person, questionAbout, type ResolveIngress, silenceOf } from './question.ts';
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
}

/** May this message start a turn? OpenClaw owns the policy; we give it facts and translate its answer. */
export async function gate(facts: GateFacts, resolve: ResolveIngress, threads: Threads): Promise<Verdict> {
  const { event, bot, account, conversation, rule, cfg } = facts;
  const { actor, room, message } = event;
  const isDirect = conversation.kind === 'direct';
  const address = addressOf(message, bot, rule, account.policy, threads);
  const ruledOut = ruleOut(event, bot, rule.allowBots, address.wasMentioned) ?? saysNothing(event);
  if (ruledOut) return { start: false, reason: ruledOut };

  // Where the operator has made the prefix of commands one for messages too, what is no command is a message.
  const command = facts.command?.rule === 'unknown' && address.prefix !== undefined ? undefined : facts.command;
  const isOurs = command !== undefined && command.rule !== 'openclaw';
  const person = { actor, kind: conversation.kind, roomId: room.id, rule, account, cfg };
  const question = questionAbout(person);
  const ingress = await resolve({
    ...question,
    policy: {
      ...question.policy,
      activation: {
        requireMention: !isDirect && !isOurs && rule.requireMention,
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
    ...(command?.rule === 'openclaw' && { command: { allowTextCommands: true, hasControlCommand: true } }),
  });
  const { admission, reasonCode } = ingress.ingress;
  if (admission !== 'dispatch')
    return { start: false, reason: silenceOf(reasonCode, person), detail: reasonCode, address };
  if (message.editedBy) return { start: false, reason: 'edited-by-another', address };
  if (ingress.commandAccess.shouldBlockControlCommand) {
    return { start: false, reason: 'command-not-authorized', address };
  }
  const refused = command && (await whyNotCommand(command, person, resolve));
  if (refused) return { start: false, reason: refused, address };
  return { start: true, ingress, address, command, mayCommand: isOurs || ingress.commandAccess.authorized };
}

/** The rules of our own commands, for whoever may speak here at all. */
export async function whyNotCommand(
  { rule }: GivenCommand,
  person: Person,
  resolve: ResolveIngress,
): Promise<'unknown-command' | 'command-not-authorized' | undefined> {
  if (rule === 'unknown') return 'unknown-command';
  if (rule !== 'operators') return undefined;
  const { commandAllowFrom } = person.account.policy;
  const may =
    commandAllowFrom.length === 0 ? person.kind === 'direct' : await isListed(commandAllowFrom, person, resolve);
  return may && mayCommandHere(person) ? undefined : 'command-not-authorized';
}

/**
 * Once the gateway has an owner, and the first person who is paired becomes one, OpenClaw takes such commands from
 * owners alone, and ignores everybody else's without a word; unless `commands.allowFrom` says who may.
 */
function mayCommandHere({ actor, account, cfg }: Person): boolean {
  if (cfg.commands?.allowFrom !== undefined || ownerEntries(cfg).length === 0) return true;
  return ownersOf(cfg, account.accountId).includes(actor.id);
}

export type { Address };
