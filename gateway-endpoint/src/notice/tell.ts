import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Admitted } from '../admit/admitted.ts';
import { type Account, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { conversationOf } from '../dispatch/conversation.ts';
import { whyUnheard } from '../gate/question.ts';
import { ruleOut } from '../gate/rules.ts';
import type { Silence } from '../gate/verdict.ts';
import { wantsReaction } from './reactions.ts';
import { sentenceFor } from './sentence.ts';

/** What the agent is told beside its turns: it changes what was said, but asks for no answer. */
export type Notice = EventOf<
  'message.updated' | 'message.deleted' | 'reaction.added' | 'reaction.removed' | 'room.joined' | 'room.left'
>;

export interface Telling {
  readonly accountId: string;
  readonly runtime: Pick<PluginRuntime, 'config' | 'channel' | 'system'>;
}

/**
 * One event → a line in the next turn of its session, or the reason why not. Never a turn of its own.
 * OpenClaw holds these lines in memory: a restart before the next turn loses them, and nothing else.
 */
export async function tell(event: Notice, bot: Admitted['bot'], desk: Telling): Promise<Silence | undefined> {
  const { accountId, runtime } = desk;
  const cfg = runtime.config.current() as OpenClawConfig;
  const account = resolveAccount(cfg, accountId);
  const conversation = conversationOf(event, accountId, cfg, runtime.channel.routing.resolveAgentRoute);
  const unheard = await whyNot(event, bot, { account, cfg, kind: conversation.kind, runtime });
  if (unheard) return unheard;

  const { sessionKey, route } = conversation;
  // The key makes a repeat of the same event, after a crash, the same line.
  const contextKey = `${CHANNEL_ID}:${event.id}`;
  runtime.system.enqueueSystemEvent(sentenceFor(event, bot), { sessionKey, agentId: route.agentId, contextKey });
  return undefined;
}

interface Asking {
  readonly account: Account;
  readonly cfg: OpenClawConfig;
  readonly kind: 'direct' | 'channel';
  readonly runtime: Telling['runtime'];
}

async function whyNot(event: Notice, bot: Admitted['bot'], asking: Asking): Promise<Silence | undefined> {
  const { account, cfg, kind, runtime } = asking;
  const ruledOut = ruleOut(event, bot);
  if (ruledOut) return ruledOut;
  const isReaction = event.type === 'reaction.added' || event.type === 'reaction.removed';
  if (isReaction && !wantsReaction(event, bot, account.reading)) return 'reaction-not-wanted';
  const person = { actor: event.actor, kind, roomId: event.room.id, account, cfg };
  return whyUnheard(person, isReaction ? 'reaction' : 'system', runtime.channel.inbound.ingress.resolve);
}
