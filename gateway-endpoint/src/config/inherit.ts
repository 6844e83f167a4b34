import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import type { RoomConfig } from './access-schema.ts';
import type { AccountConfig } from './schema.ts';

const PEOPLE = ['allowFrom', 'groupAllowFrom', 'commandAllowFrom', 'reactionAllowlist'] as const;

const ALL = '*';

/**
 * The keys of the root that an account has where it does not have its own.
 *
 * Ids of people and rooms mean something in one workspace alone, and another one's admin can give any id to anybody.
 * So lists at the root belong to the account `default`, and another account has its own or none. The `"*"` of a list and
 * the defaults of all rooms name nobody and are everyone's; but they open nothing in place of a list that is not theirs.
 */
export function inheritedBy(accountId: string, root: AccountConfig, own: AccountConfig): AccountConfig {
  if (accountId === DEFAULT_ACCOUNT_ID) return root;
  const { execApprovals: _approvers, rooms, ...rest } = root;
  const lists = PEOPLE.map((key) => [key, withoutPeople(key === 'commandAllowFrom' ? [] : root[key])] as const);
  const all = rooms?.[ALL];
  return {
    ...rest,
    ...Object.fromEntries(lists),
    ...(all && { rooms: { [ALL]: forOthers(all, losesPeople(root, own)) } }),
  };
}

/** The keys of the root that name people or rooms, and that an account does not have because it is another one. */
export function notInherited(accountId: string, root: AccountConfig, own: AccountConfig): string[] {
  if (accountId === DEFAULT_ACCOUNT_ID) return [];
  const lists = PEOPLE.filter((key) => own[key] === undefined && namesPeople(root[key]));
  const rooms = own.rooms === undefined && Object.keys(root.rooms ?? {}).some((room) => room !== ALL) ? ['rooms'] : [];
  const approvers = own.execApprovals === undefined && root.execApprovals !== undefined ? ['execApprovals'] : [];
  return [...lists, ...rooms, ...approvers];
}

type List = readonly (string | number)[] | undefined;

const namesPeople = (list: List): boolean => list?.some((entry) => entry !== ALL) === true;

const withoutPeople = (list: List): string[] | undefined => (list?.includes(ALL) ? [ALL] : undefined);

/** Would a room that is open to listed people be open to all of its members, because the list stays behind? */
function losesPeople(root: AccountConfig, own: AccountConfig): boolean {
  return (['allowFrom', 'groupAllowFrom'] as const).some((key) => own[key] === undefined && namesPeople(root[key]));
}

function forOthers({ allow, users, ...room }: RoomConfig, isClosed: boolean): RoomConfig {
  const mayOpen = allow === false || !isClosed;
  return {
    ...room,
    ...(allow !== undefined && mayOpen && { allow }),
    ...(users && { users: withoutPeople(users) ?? [] }),
  };
}
