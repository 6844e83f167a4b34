import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * Who owns the gateway by way of an account: the entries of `commands.ownerAllowFrom` that may mean somebody here. `*` is
 * nobody, as for OpenClaw.
 */
export function ownersOf(cfg: OpenClawConfig, _accountId: string): readonly string[] {
  const entries = (cfg.commands?.ownerAllowFrom ?? []).map((entry) => String(entry).trim());
  return entries.filter((entry) => bareOf(entry) !== '' && bareOf(entry) !== '*' && !isOfOtherChannel(entry));
}

/** Owners are written `<channel>:<id>`. */
const isOfOtherChannel = (entry: string): boolean => entry.includes(':') && !entry.startsWith(`${CHANNEL_ID}:`);

const bareOf = (entry: string): string => entry.replace(/^.*:/, '').trim();
