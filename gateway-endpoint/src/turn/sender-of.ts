import type { Actor } from '@rocketchat-openclaw/shared';
import { senderIn } from '../config/account-names.ts';
import { isBot } from '../gate/rules.ts';
import { label } from '../place/label.ts';
import { nameOf } from '../place/name-of.ts';

/**
 * Somebody as OpenClaw's agent knows them. OpenClaw’s lists are compared with `id`, which names the account, and
 * `username`. OpenClaw puts `username` into the prompt as it is. If it is not a plain label, it is left out, and the
 * name shows it cleaned.
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
