import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import * as z from 'zod';

export const presence = {
  typing: z
    .boolean()
    .optional()
    .describe('true: the bot shows that it is typing. Default true; agents.defaults.typingMode says when it begins.'),
  ackReaction: z
    .string()
    .optional()
    .describe(
      'Emoji that the bot puts on a message it has seen, such as 👀 or :eyes:; "" for none. Default: messages.ackReaction, then the agent’s own, then 👀.',
    ),
  ackReactionScope: z
    .enum(['all', 'direct', 'group-all', 'group-mentions', 'off', 'none'])
    .optional()
    .describe('Which messages get ackReaction. Default: messages.ackReactionScope, then group-mentions.'),
};

interface Configured {
  readonly typing?: boolean | undefined;
  readonly ackReactionScope?: Presence['ackReactionScope'];
}

/** How people see that the agent is at work. `ackReaction` itself is found by OpenClaw, which knows the agent. */
export interface Presence {
  readonly typing: boolean;
  readonly ackReactionScope: z.infer<typeof presence.ackReactionScope>;
  /** Is the reaction taken away again when the answer is there? */
  readonly removeAckAfterReply: boolean;
  /** `messages.statusReactions`: does the reaction follow what the agent does? */
  readonly followsActivity: boolean;
}

export function presenceOf({ typing, ackReactionScope }: Configured, { messages }: OpenClawConfig): Presence {
  return {
    typing: typing ?? true,
    ackReactionScope: ackReactionScope ?? messages?.ackReactionScope,
    removeAckAfterReply: messages?.removeAckAfterReply ?? false,
    followsActivity: messages?.statusReactions?.enabled ?? false,
  };
}
