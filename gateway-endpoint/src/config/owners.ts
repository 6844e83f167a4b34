import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { userIdIn } from './account-names.ts';
import { CHANNEL_ID } from './channel-id.ts';
import { bareUserId } from './identity.ts';

/**
 * The user ids of an account's people who own the gateway (`commands.ownerAllowFrom`): `rocketchat:<user id>` is one of the
 * account `default`, `rocketchat:<account>/<user id>` one of that account. So OpenClaw compares as well, because it hears
 * of senders by these names.
 */
export function ownersOf(cfg: OpenClawConfig, accountId: string): readonly string[] {
  return peopleIn(ownerEntries(cfg), accountId);
}

/** The people of an account in a list that is one for all accounts. */
export function peopleIn(list: readonly string[], accountId: string): string[] {
  return list.flatMap((entry) => userIdIn(accountId, bareUserId(entry)) ?? []);
}

/** The entries that name somebody of this channel. `*` makes nobody an owner. */
export function ownerEntries({ commands }: OpenClawConfig): string[] {
  const entries = (commands?.ownerAllowFrom ?? []).map((entry) => String(entry).trim());
  return entries.filter((entry) => entry !== '' && !/(?:^|:)\*$/.test(entry) && !isOfOtherChannel(entry));
}

const OURS = new RegExp(`^${CHANNEL_ID}:`, 'i');

/** Owners are written `<channel>:<id>`. */
const isOfOtherChannel = (entry: string): boolean => entry.includes(':') && !OURS.test(entry);
