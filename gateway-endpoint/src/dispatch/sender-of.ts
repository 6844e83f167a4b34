import type { Actor } from '@rocketchat-openclaw/shared';
import { isBot } from '../gate/rules.ts';
import { nameOf } from '../text/name-of.ts';

/** Somebody as OpenClaw's agent knows them. Lists of people are compared with `id` and `username`. */
export function senderOf(actor: Actor) {
  const { id, username, roles } = actor;
  return { id, name: nameOf(actor), ...(username && { username }), roles, isBot: isBot(actor) };
}
