import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { bareUserId } from './identity.ts';

/** The user ids of an account's people who own the gateway (`commands.ownerAllowFrom`). */
export function ownersOf(cfg: OpenClawConfig, _accountId: string): readonly string[] {
  return ownerEntries(cfg).map(bareUserId);
}

/** The entries that name somebody of this channel. `*` makes nobody an owner. */
export function ownerEntries({ commands }: OpenClawConfig): string[] {
  const entries = (commands?.ownerAllowFrom ?? []).map((entry) => String(entry).trim());
  return entries.filter((entry) => entry !== '' && !/(?:^|:)\*$/.test(entry) && !isOfOtherChannel(entry));
}

/** Owners are written `<channel>:<id>`. */
const isOfOtherChannel = (entry: string): boolean => entry.includes(':') && !entry.startsWith(`${CHANNEL_ID}:`);
