import { getReplyFromConfig } from 'openclaw/plugin-sdk/reply-runtime';
import { silenceIn } from '../config/silence.ts';
import type { TurnFacts } from './context.ts';

type Facts = Pick<TurnFacts, 'cfg' | 'conversation' | 'isFromControl' | 'rule' | 'verdict'>;

/**
 * May the agent stay silent on this message? Only if the message did not address it, in a room in which it hears every
 * message (`requireMention: false`), and unless the operator requires an answer there, too.
 */
export function maySayNothing(facts: Facts): boolean {
  const { cfg, isFromControl, verdict } = facts;
  const { address, command, ingress } = verdict;
  const isAddressed =
    // A click is always for the agent.
    isFromControl ||
    command !== undefined ||
    address.wasMentioned ||
    ingress.activationAccess.effectiveWasMentioned === true;
  return hearsAll(facts) && !isAddressed && silenceIn(cfg) !== 'disallow';
}

/**
 * Lets OpenClaw accept silence as an answer, and say so to the agent, unless the operator decides otherwise: without this
 * it asks the model again. The same for all messages of the room, so that the prompt stays the same; OpenClaw itself makes
 * mentions an exception.
 */
export function silenceAllowed(facts: Facts) {
  if (!hearsAll(facts) || facts.verdict.command || silenceIn(facts.cfg) !== undefined) return {};
  const patch = { agents: { defaults: { silentReply: { group: 'allow' as const } } } };
  return {
    replyResolver: (...[context, options]: Parameters<typeof getReplyFromConfig>) =>
      getReplyFromConfig(context, options, patch),
  };
}

const hearsAll = ({ conversation, rule }: Facts): boolean => conversation.kind !== 'direct' && !rule.requireMention;
