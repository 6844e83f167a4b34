import { ACCOUNT_ID, Refusal, readSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, normalizeAccountId, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Writing } from '../text/text.ts';
import { ACCOUNT_FAULT } from '../texts/faults.ts';
import { type Actions, actionsOf } from './actions.ts';
import { appPathIn } from './app-path.ts';
import { approversOf, type Requests, requestsOf } from './approvals.ts';
import { CHANNEL_ID } from './channel-id.ts';
import { inheritedBy } from './inherit.ts';
import { type Policy, policyOf } from './policy.ts';
import { type Presence, presenceOf } from './presence.ts';
import { type Reading, readingOf } from './reading.ts';
import type { AccountConfig, RocketChatConfig } from './schema.ts';
import { mergedStreaming, type Streaming, streamingOf } from './streaming.ts';
import { type Threading, threadingOf } from './threading.ts';
import { writingOf } from './writing.ts';

/** The reason for which an account cannot start. `cure` is one sentence for the operator. */
export interface AccountFault {
  readonly code: 'bad-account-id' | 'no-base-url' | 'no-secret' | 'secret-unavailable' | 'weak-secret';
  readonly cure: string;
}

/** All that is needed to talk to the app in both directions. */
export interface Link {
  readonly baseUrl: string;
  /** The path at which the app takes commands, if the operator has set it; without the address before it. */
  readonly appPath?: string | undefined;
  readonly secrets: { readonly current: string; readonly previous?: string | undefined };
}

/** One connected workspace, as configured. Exactly one of `link` and `fault` is present. */
export interface Account {
  readonly accountId: string;
  readonly name: string | undefined;
  readonly enabled: boolean;
  readonly link: Link | undefined;
  readonly fault: AccountFault | undefined;
  /** `push`: the workspace sends events. `pull`: we fetch them. */
  readonly transport: 'push' | 'pull';
  /** Where the workspace reaches this gateway, if that is known. */
  readonly gatewayUrl: string | undefined;
  /** The path on this gateway under which `/events` is served. */
  readonly webhookPath: string;
  readonly policy: Policy;
  readonly reading: Reading;
  readonly threading: Threading;
  readonly writing: Writing;
  readonly streaming: Streaming;
  readonly presence: Presence;
  /** User ids of the approvers. */
  readonly approvers: readonly string[];
  /** The places in which approvers are asked. */
  readonly requests: Requests;
  readonly actions: Actions;
}

type Env = Readonly<Record<string, string | undefined>>;

/** All account ids, the default one only where something is configured for it. */
export function listAccountIds(cfg: OpenClawConfig, env: Env = process.env): string[] {
  const { accounts, ...root } = section(cfg);
  const named = Object.keys(accounts ?? {});
  const hasDefault = root.sharedSecret !== undefined || env['ROCKETCHAT_SHARED_SECRET'] !== undefined;
  return hasDefault || named.length === 0 ? [...new Set([DEFAULT_ACCOUNT_ID, ...named])] : named;
}

export function defaultAccountId(cfg: OpenClawConfig, env: Env = process.env): string {
  const ids = listAccountIds(cfg, env);
  const wanted = section(cfg).defaultAccount;
  if (wanted && ids.includes(wanted)) return wanted;
  return ids.includes(DEFAULT_ACCOUNT_ID) ? DEFAULT_ACCOUNT_ID : (ids[0] ?? DEFAULT_ACCOUNT_ID);
}

/** Which account is meant, without resolving it. */
export function accountIdIn(cfg: OpenClawConfig, accountId: string | null | undefined): string {
  return accountId || defaultAccountId(cfg);
}

/**
 * @param accountId absent for the default account
 * @param env consulted for the default account only: variables of one process cannot mean two workspaces
 */
export function resolveAccount(cfg: OpenClawConfig, accountId?: string | null, env: Env = process.env): Account {
  const { accounts, defaultAccount: _defaultAccount, ...root } = section(cfg);
  const id = accountId || defaultAccountId(cfg, env);
  const own = accounts?.[id] ?? {};
  const inherited = inheritedBy(id, root, own);
  const merged: AccountConfig = {
    ...inherited,
    ...own,
    thread: { ...inherited.thread, ...own.thread },
    replyToModeByChatType: { ...inherited.replyToModeByChatType, ...own.replyToModeByChatType },
    markdown: { ...inherited.markdown, ...own.markdown },
    streaming: mergedStreaming(inherited.streaming, own.streaming),
    actions: { ...inherited.actions, ...own.actions },
  };
  // Paths and the secret belong to one workspace: inherited, two accounts would answer at one door with one key.
  const inherits = id === DEFAULT_ACCOUNT_ID;
  const secret = own.sharedSecret ?? (inherits ? (root.sharedSecret ?? env['ROCKETCHAT_SHARED_SECRET']) : undefined);
  const previous = own.previousSharedSecret ?? (inherits ? root.previousSharedSecret : undefined);
  const baseUrl = merged.baseUrl ?? (inherits ? (env['ROCKETCHAT_URL'] ?? env['ROCKETCHAT_BASE_URL']) : undefined);
  const appPath = own.appPath ?? (inherits ? root.appPath : undefined);
  const fault = findFault(id, baseUrl, secret, previous);
  return {
    accountId: id,
    name: merged.name,
    enabled: root.enabled !== false && own.enabled !== false,
    link: fault
      ? undefined
      : {
          baseUrl: String(baseUrl).replace(/\/+$/, ''),
          ...(appPath && { appPath: appPathIn(appPath) }),
          secrets: { current: String(secret), previous: previous === undefined ? undefined : String(previous) },
        },
    fault,
    transport: merged.transport ?? 'push',
    gatewayUrl: merged.gatewayUrl ?? cfg.gateway?.publicOrigin,
    webhookPath: own.webhookPath ?? (inherits ? root.webhookPath : undefined) ?? `/rocketchat/${id}`,
    policy: policyOf(merged, id, cfg),
    reading: readingOf(merged, cfg),
    threading: threadingOf(merged),
    writing: writingOf(merged),
    streaming: streamingOf(merged, cfg),
    presence: presenceOf(merged, cfg),
    approvers: approversOf(merged, id, cfg),
    requests: requestsOf(merged),
    actions: actionsOf(merged),
  };
}

/** The link of an account that is to be used now. @throws Refusal with the cure when there is none */
export function linkOf(account: Account): Link {
  if (account.link) return account.link;
  throw new Refusal('not-ready', `account ${account.accountId}: ${account.fault?.cure ?? ACCOUNT_FAULT.notConfigured}`);
}

/** The paths of an account's keys in openclaw.json. */
export function sectionOf(id: string): string {
  return id === DEFAULT_ACCOUNT_ID ? `channels.${CHANNEL_ID}` : `channels.${CHANNEL_ID}.accounts.${id}`;
}

function findFault(id: string, baseUrl: unknown, secret: unknown, previous: unknown): AccountFault | undefined {
  const key = sectionOf(id);
  if (!ACCOUNT_ID.test(id)) {
    return { code: 'bad-account-id', cure: ACCOUNT_FAULT.badId(ACCOUNT_ID.source) };
  }
  // Such as `-work`, which OpenClaw takes for `work`: two accounts would share what each has of its own.
  if (normalizeAccountId(id) !== id) {
    return { code: 'bad-account-id', cure: ACCOUNT_FAULT.ambiguousId(normalizeAccountId(id)) };
  }
  if (!baseUrl) return { code: 'no-base-url', cure: ACCOUNT_FAULT.noBaseUrl(`${key}.baseUrl`) };
  if (!secret) return { code: 'no-secret', cure: ACCOUNT_FAULT.noSecret };
  return secretFault(`${key}.sharedSecret`, secret) ?? secretFault(`${key}.previousSharedSecret`, previous);
}

function secretFault(key: string, secret: unknown): AccountFault | undefined {
  if (secret === undefined) return undefined;
  // A reference that is still an object here is one that OpenClaw could not resolve.
  if (typeof secret !== 'string') {
    return {
      code: 'secret-unavailable',
      cure: ACCOUNT_FAULT.unreadableSecret(key),
    };
  }
  try {
    readSecret(secret);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: 'weak-secret', cure: ACCOUNT_FAULT.badSecret(key, error.detail) };
  }
}

/** OpenClaw has validated the section against our schema before any of our code runs. */
function section(cfg: OpenClawConfig): RocketChatConfig {
  return (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;
}
