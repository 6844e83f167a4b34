import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveConfiguredSecretInputString } from 'openclaw/plugin-sdk/secret-input-runtime';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { AccountConfig, RocketChatConfig } from '../../config/schema.ts';

const FIELDS = ['sharedSecret', 'previousSharedSecret'] as const;

/**
 * The configuration with secrets in place of references to them: OpenClaw resolves references for the gateway, but not
 * for the commands of a plugin. A reference that cannot be read stays.
 */
export async function withSecrets(cfg: OpenClawConfig): Promise<OpenClawConfig> {
  const section = cfg.channels?.[CHANNEL_ID] as RocketChatConfig | undefined;
  if (section === undefined) return cfg;
  const { accounts, ...root } = section;
  const named = await Promise.all(
    Object.entries(accounts ?? {}).map(async ([id, own]) => [id, await resolved(own, cfg)] as const),
  );
  const read = { ...(await resolved(root, cfg)), ...(accounts && { accounts: Object.fromEntries(named) }) };
  return { ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: read } };
}

async function resolved<Own extends Pick<AccountConfig, (typeof FIELDS)[number]>>(
  own: Own,
  config: OpenClawConfig,
): Promise<Own> {
  const read = { ...own };
  for (const field of FIELDS) {
    const secret = await readSecretInput(own[field], config);
    if (secret !== undefined) read[field] = secret;
  }
  return read;
}

/** @returns undefined if there is none, or it cannot be read */
export async function readSecretInput(value: unknown, config: OpenClawConfig): Promise<string | undefined> {
  if (typeof value === 'string' || value === undefined) return value;
  const path = `channels.${CHANNEL_ID}.sharedSecret`;
  return (await resolveConfiguredSecretInputString({ config, env: process.env, value, path })).value;
}
