import { Refusal } from '@rocketchat-openclaw/shared';
import type { AccountConfig } from '../../config/schema.ts';
import { CONNECT_REFUSED } from '../../texts/connect.ts';

/** Who may write to the agent directly, in the words of `--who`. */
export const WHO = { pairing: 'pairing', everybody: 'everybody' } as const;

type Access = Pick<AccountConfig, 'dmPolicy' | 'allowFrom'>;

/**
 * `--who pairing | everybody | <ids>` → the keys of the account.
 *
 * @param present the account as it is written: pairing keeps the people who are listed
 * @throws Refusal if an entry is a name, because names can change hands
 */
export function accessFor(who: string, present: Access): Access {
  const people = (present.allowFrom ?? []).filter((entry) => entry !== '*');
  const word = who.trim().toLowerCase();
  if (word === WHO.pairing) return { dmPolicy: 'pairing', ...(present.allowFrom && { allowFrom: people }) };
  if (word === WHO.everybody) return { dmPolicy: 'open', allowFrom: [...people, '*'] };
  return { dmPolicy: 'allowlist', allowFrom: idsIn(who) };
}

/** User ids, separated by commas or blanks. */
export function idsIn(who: string): string[] {
  const ids = who.split(/[\s,]+/).filter(Boolean);
  const wrong = ids.find((id) => id.startsWith('@') || id === '*');
  if (ids.length > 0 && wrong === undefined) return [...new Set(ids)];
  throw new Refusal('bad-request', wrong === undefined ? CONNECT_REFUSED.nobody : CONNECT_REFUSED.noUserId(wrong));
}
