import { deriveKey, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { SecretInput } from 'openclaw/plugin-sdk/secret-input';
import type { AccountConfig } from '../../config/schema.ts';
import { CONNECT_REFUSED } from '../../texts/connect.ts';
import { type Plan, writtenFor } from './connect.ts';
import { readSecretInput } from './read-secrets.ts';
import { readSecretFile, type Secrets, secretFilePath, writeSecretFile } from './secret-file.ts';

/** The name of our file among OpenClaw's providers of secrets. */
export const PROVIDER = 'rocketchat';

type Provider = { source: 'file'; path: string; mode: 'json' };

/** How the new secret of a plan is written in openclaw.json; empty where the plan has none. */
export interface Kept {
  readonly secrets: Pick<AccountConfig, 'sharedSecret' | 'previousSharedSecret'>;
  readonly provider?: Provider;
}

/**
 * Puts a new secret into our file, which openclaw.json then refers to. Where OpenClaw cannot read it there, the secret
 * stands in openclaw.json.
 *
 * @param cfg as written, with references
 * @throws Refusal if the secret that the plan replaces is not the one in use
 */
export async function keepSecret(plan: Plan, cfg: OpenClawConfig, stateDir: string): Promise<Kept> {
  if (!plan.isNew) return { secrets: {} };
  const before = writtenFor(cfg, plan.accountId).sharedSecret;
  const isForeign = typeof before === 'object' && before.provider !== PROVIDER;
  // Another process has changed it; or it comes from the environment or a secret provider and must be changed there.
  if (isForeign || (await readSecretInput(before, cfg)) !== plan.replaces)
    throw new Refusal('not-ready', CONNECT_REFUSED.otherSecret);
  const previous = before === undefined ? {} : { previousSharedSecret: before };
  const provider = providerIn(cfg, secretFilePath(stateDir));
  const ref = provider && (await put(plan, cfg, provider));
  if (!ref) return { secrets: { sharedSecret: plan.secret, ...previous } };
  return { secrets: { sharedSecret: ref, ...previous }, provider };
}

/** @returns undefined if the file cannot be written or OpenClaw does not read it */
async function put(
  { accountId, secret }: Plan,
  cfg: OpenClawConfig,
  provider: Provider,
): Promise<Exclude<SecretInput, string> | undefined> {
  const { kid } = await deriveKey(secret, 'event', accountId);
  const ref = { source: 'file' as const, provider: PROVIDER, id: `/${accountId}/${kid}` };
  try {
    const all = readSecretFile(provider.path);
    writeSecretFile(provider.path, { ...all, [accountId]: { ...stillUsed(all, accountId, cfg), [kid]: secret } });
  } catch {
    return undefined;
  }
  return (await readSecretInput(ref, withProvider(cfg, provider))) === secret ? ref : undefined;
}

/** Secrets that were replaced and are no longer accepted are not kept. */
function stillUsed(all: Secrets, accountId: string, cfg: OpenClawConfig): Secrets[string] {
  const { sharedSecret, previousSharedSecret } = writtenFor(cfg, accountId);
  const ids = [sharedSecret, previousSharedSecret].flatMap((each) => (typeof each === 'object' ? each.id : []));
  return Object.fromEntries(
    Object.entries(all[accountId] ?? {}).filter(([kid]) => ids.includes(`/${accountId}/${kid}`)),
  );
}

/** Ours as it is configured, for a state that was moved; undefined if the name is taken for something else. */
function providerIn(cfg: OpenClawConfig, path: string): Provider | undefined {
  const present = cfg.secrets?.providers?.[PROVIDER];
  if (present === undefined) return { source: 'file', path, mode: 'json' };
  if (present.source !== 'file' || present.mode === 'singleValue') return undefined;
  return { source: 'file', path: present.path, mode: 'json' };
}

export function withProvider(cfg: OpenClawConfig, provider: Provider): OpenClawConfig {
  const present = cfg.secrets?.providers?.[PROVIDER];
  const providers = { ...cfg.secrets?.providers, [PROVIDER]: { ...present, ...provider } };
  return { ...cfg, secrets: { ...cfg.secrets, providers } };
}
