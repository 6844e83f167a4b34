import type { Account } from '../../config/account.ts';
import { bareUserId } from '../../config/identity.ts';

/** Each is asked for by id, so that there is a limit. */
const MOST_ASKED = 50;

/** The ids of the people whom the configuration names. */
export function knownPeople({ policy }: Pick<Account, 'policy'>): string[] {
  const rooms = Object.values(policy.rooms).flatMap(({ users }) => users ?? []);
  const listed = [...policy.allowFrom, ...policy.groupAllowFrom, ...policy.commandAllowFrom, ...rooms];
  const ids = listed.map((entry) => bareUserId(String(entry))).filter((id) => /^[^@*:]+$/.test(id));
  return [...new Set(ids)].slice(0, MOST_ASKED);
}
