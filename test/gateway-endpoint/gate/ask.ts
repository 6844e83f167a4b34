import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { ResolvedAgentRoute } from 'openclaw/plugin-sdk/routing';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { readCommand } from '../../../gateway-endpoint/src/gate/command.ts';
import { gate } from '../../../gateway-endpoint/src/gate/gate.ts';
import type { ResolveIngress } from '../../../gateway-endpoint/src/gate/question.ts';
import { ruleOf } from '../../../gateway-endpoint/src/gate/room-rule.ts';
import { conversationOf } from '../../../gateway-endpoint/src/place/conversation.ts';
import { answerThreadOf } from '../../../gateway-endpoint/src/turn/answer-thread.ts';
import { stripLeadingMention } from '../../../gateway-endpoint/src/turn/strip-mention.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aSecret } from '../keys.ts';
import { resolve, threadsWith } from '../services.ts';

export interface Further {
  /** Messages of the bot's, each with its thread. */
  readonly posts?: Record<string, string | undefined>;
  /** Room ids by the names in the configuration. */
  readonly names?: Record<string, string>;
  readonly accountId?: string;
  /** `commands` of the gateway, beside the channel's. */
  readonly commands?: NonNullable<OpenClawConfig['commands']>;
  /** Has the sender started all that is running here? */
  readonly isOwnRun?: boolean;
  /** Is anything running here? */
  readonly isRunning?: boolean;
  /** Was it clicked, and not written? */
  readonly isFromControl?: boolean;
}

/** The gate's verdict on a message under this section: `starts`, or why it does not. */
export async function ask(...about: Parameters<typeof verdictOn>) {
  const verdict = await verdictOn(...about);
  return verdict.start ? 'starts' : verdict.reason;
}

/** How OpenClaw is to read it, or why it does not. */
export async function readingOf(...about: Parameters<typeof verdictOn>) {
  const verdict = await verdictOn(...about);
  return verdict.start ? verdict.reading : verdict.reason;
}

/** The gate's verdict, with OpenClaw's policy, unless the test has one of its own. */
export async function verdictOn(
  section: object,
  told: Parameters<typeof aMessage>[0],
  {
    posts,
    names = {},
    accountId = 'default',
    commands,
    isOwnRun = false,
    isRunning = isOwnRun,
    isFromControl = false,
  }: Further = {},
  policy: ResolveIngress = resolve,
) {
  const sharedSecret = aSecret();
  const cfg = {
    channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret, ...section } },
    ...(commands && { commands }),
  };
  const event = aMessage(told);
  const route = {
    agentId: 'main',
    sessionKey: 'agent:main:x',
    mainSessionKey: 'agent:main:main',
  } as ResolvedAgentRoute;
  const account = resolveAccount(cfg, accountId, {});
  const rule = ruleOf(event.room.id, account.policy, (name) => names[name]);
  const thread = answerThreadOf(event, event.message.id, rule, account.threading);
  const conversation = conversationOf(event, accountId, cfg, () => route, thread);
  const command = readCommand(stripLeadingMention(event.message.text, BOT.username), {
    prefix: account.policy.commandPrefix,
    isOpenClaws: (text) => text === '/whoami',
    isAbort: isAbortRequestText,
  });
  const facts = { event, bot: BOT, account, conversation, rule, command, cfg, isOwnRun, isRunning, isFromControl };
  return gate(facts, policy, threadsWith(posts));
}
