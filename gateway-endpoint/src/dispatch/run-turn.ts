import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import { bindIngressLifecycleToReplyOptions } from 'openclaw/plugin-sdk/channel-outbound';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Claim } from '../admit/inbox.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { isBot } from '../gate/rules.ts';
import { deliverTo } from '../reply/deliver.ts';
import type { Sender } from '../reply/sender.ts';
import type { Typing } from '../reply/typing.ts';
import { contextOf, type TurnFacts } from './context.ts';
import { wordsOf } from './words.ts';

export interface Turn extends TurnFacts {
  readonly claim: Claim;
  readonly runtime: PluginRuntime;
  readonly sender: Sender;
  readonly typing: Typing;
  readonly log: { warn(message: string): void };
}

/** Hands one message to the agent. The claim ends when OpenClaw has durably taken the turn over, not when it answers. */
export async function runTurn(turn: Turn): Promise<void> {
  const { event, account, conversation, claim, cfg, runtime, typing, log } = turn;
  const { accountId } = account;
  const { route, sessionKey, to, kind } = conversation;
  const words = wordsOf(event, turn.taken, turn.verdict.address.prefix);
  try {
    await runtime.channel.inbound.run({
      channel: CHANNEL_ID,
      accountId,
      raw: event,
      adapter: {
        ingest: ({ message }) => ({
          id: message.id,
          timestamp: message.createdAt,
          rawText: words.raw,
          textForAgent: words.forAgent,
          textForCommands: turn.verdict.command?.text ?? words.raw,
        }),
        resolveTurn: () => ({
          cfg,
          channel: CHANNEL_ID,
          accountId,
          route: { agentId: route.agentId, sessionKey, ...(route.dmScope && { dmScope: route.dmScope }) },
          ctxPayload: runtime.channel.inbound.buildContext(contextOf(turn)),
          delivery: deliverTo(turn),
          replyPipeline: {
            typing: {
              start: () => typing.start(),
              stop: () => typing.stop(),
              onStartError: (error) => log.warn(`typing in ${event.room.id}: ${String(error)}`),
            },
          },
          ...(isBot(event.actor) && { botLoopProtection: loopOf(turn) }),
          replyOptions: bindIngressLifecycleToReplyOptions(claim),
          record: {
            ...(kind === 'direct' && {
              updateLastRoute: { sessionKey: route.sessionKey, channel: CHANNEL_ID, to, accountId },
            }),
            onRecordError: (error) => log.warn(`session of ${event.room.id} not recorded: ${String(error)}`),
          },
        }),
      },
    });
  } finally {
    // OpenClaw ends it too; a turn that fails on its way there would leave the bot typing.
    await typing.stop().catch(() => undefined);
  }
}

type Loop = NonNullable<ChannelInboundTurnPlan['botLoopProtection']>;

/** Two bots that answer each other are stopped by OpenClaw; people are not counted. */
function loopOf({ event, account, bot, cfg }: Turn): Loop {
  return {
    scopeId: account.accountId,
    conversationId: event.room.id,
    senderId: event.actor.id,
    receiverId: bot.id,
    eventId: event.id,
    ...limitsOf('config', account.policy.botLoopProtection),
    ...limitsOf('defaultsConfig', cfg.channels?.defaults?.botLoopProtection),
    defaultEnabled: true,
  };
}

/** zod has a key that is absent be undefined too, which OpenClaw's type does not know. */
function limitsOf(key: 'config' | 'defaultsConfig', limits: object | undefined): Pick<Loop, typeof key> {
  return limits === undefined ? {} : { [key]: limits };
}
