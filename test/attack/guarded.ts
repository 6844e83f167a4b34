import type { JsonObject } from '../../testbed/gateway/config.ts';
import { OPS } from '../flow/who-and-where.ts';

/** The account of a workspace that attacks the others: its name stands in all that it may reach. */
export const HOSTILE = 'hostile';

/** The policies that `slip-past.test.ts` attacks, each an account of the shared gateway. */
export const GUARDED: Record<string, JsonObject> = {
  /** Alice and nobody else, everywhere. Nobody is an operator in rooms. */
  'only-alice': { dmPolicy: 'allowlist', allowFrom: ['Alice1'], reactionNotifications: 'all' },
  /** By her name, which does not count. */
  'only-a-name': { dmPolicy: 'allowlist', allowFrom: ['@alice', 'alice'] },
  /** By a group of people that nobody has made. */
  'only-a-missing-group': { dmPolicy: 'allowlist', allowFrom: ['accessGroup:nobody-made-it'] },
  /** A bot is listed, and bots may not. */
  'only-a-robot': { dmPolicy: 'allowlist', allowFrom: ['Robot1'] },
  /** Everybody in rooms, if they mention the bot. */
  'on-mention': { groupPolicy: 'open' },
  /** Strangers ask for a code; in rooms there is a list. */
  'paired-people': { groupAllowFrom: ['Bob1'] },
  /** The same, for people who were let in there. */
  'other-paired-people': { groupAllowFrom: ['Bob1'] },
  /** One room, whose members are all welcome. */
  'one-open-room': { rooms: { [OPS]: { allow: true } } },
  /** A workspace whose admin is an attacker: everybody may talk, and nobody owns anything. */
  [HOSTILE]: { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' },
  /** Defaults for all rooms, none of which is open. */
  'no-open-room': { rooms: { '*': { requireMention: false } } },
};
