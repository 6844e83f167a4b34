import type { Actor } from '@rocketchat-openclaw/shared';
import { senderIn } from '../config/account-names.ts';
import { isBot } from '../gate/rules.ts';
import { label } from '../place/label.ts';
import { nameOf } from '../place/name-of.ts';

/**
 * Somebody as OpenClaw's agent knows them. OpenClaw’s lists are compared with `id`, which names the account, and `username`.
 * That one stands in the prompt as it is: where it is more than a label, the agent has the name alone, which shows it cleaned.
 */
export function senderOf(actor: Actor, accountId: string) {
  const { id, username, roles } = actor;
  return {
    id: senderIn(accountId, id),
    name: nameOf(actor),
    ...(username && label(username) === username && { username }),
    roles,
    isBot: isBot(actor),
  };
}
