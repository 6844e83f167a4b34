import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../../admit/admitted.ts';
import { bareUserId } from '../../config/identity.ts';
import type { Reading } from '../../config/reading.ts';

type Reaction = EventOf<'reaction.added' | 'reaction.removed'>;

/** `reactionNotifications`: the reactions of which the agent is informed. */
export function wantsReaction(
  { actor, message }: Reaction,
  bot: Admitted['bot'],
  { reactionNotifications, reactionAllowlist }: Pick<Reading, 'reactionNotifications' | 'reactionAllowlist'>,
): boolean {
  switch (reactionNotifications) {
    case 'off':
      return false;
    case 'own':
      return message.authorId === bot.id;
    case 'all':
      return true;
    case 'allowlist':
      return reactionAllowlist.some((entry) => entry.trim() === '*' || bareUserId(entry) === actor.id);
  }
}
