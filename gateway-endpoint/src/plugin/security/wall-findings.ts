import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAgentRoute } from 'openclaw/plugin-sdk/routing';
import { type Account, listAccountIds, resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { bareUserId } from '../../config/identity.ts';
import { notInherited } from '../../config/inherit.ts';
import { ownerEntries, ownersOf } from '../../config/owners.ts';
import type { RocketChatConfig } from '../../config/schema.ts';
import { sharedTalk } from '../../gate/private-talk.ts';
import { FINDING, OF_ACCOUNT } from '../../texts/audit.ts';
import type { Finding } from './findings.ts';

type Look = (account: Account, cfg: OpenClawConfig) => Finding | undefined;

/** Each looks for one thing that people, or workspaces, share. */
const LOOKS: readonly Look[] = [
  oneConversation,
  oneAgent,
  listsLeftBehind,
  ownersOfNobody,
  ownersElsewhere,
  namesElevated,
];

/** Findings about accounts that share more with others than the operator may intend. */
export function findShared(account: Account, cfg: OpenClawConfig): Finding[] {
  return LOOKS.flatMap((look) => look(account, cfg) ?? []);
}

function oneConversation(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const talk = sharedTalk(account, cfg);
  if (!talk) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.dm.shared_session`,
    severity: talk.isOpen ? 'critical' : 'warn',
    ...FINDING.oneConversation(of(account), capital(talk.message), capital(talk.fix)),
  };
}

function oneAgent(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const { accountId } = account;
  const agent = agentOf(accountId, cfg);
  const others = enabledAccounts(cfg).filter((id) => id !== accountId && agentOf(id, cfg) === agent);
  if (agent === undefined || others.length === 0) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.accounts.shared_agent`,
    severity: 'warn',
    ...FINDING.oneAgent(of(account), [accountId, ...others].join(', '), agent, bindingFor(accountId)),
  };
}

function listsLeftBehind(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const { accountId } = account;
  const { accounts, ...root } = sectionOf(cfg);
  const keys = notInherited(accountId, root, accounts?.[accountId] ?? {});
  if (keys.length === 0) return undefined;
  const named = keys.map((key) => `channels.${CHANNEL_ID}.${key}`).join(', ');
  const own = keys.map((key) => `channels.${CHANNEL_ID}.accounts.${accountId}.${key}`).join(', ');
  return {
    checkId: `channels.${CHANNEL_ID}.accounts.lists_not_inherited`,
    severity: 'info',
    ...FINDING.listsNotInherited(of(account), named, DEFAULT_ACCOUNT_ID, accountId, own),
  };
}

function ownersOfNobody(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const bare = ownersOf(cfg, DEFAULT_ACCOUNT_ID);
  if (bare.length === 0 || listAccountIds(cfg).includes(DEFAULT_ACCOUNT_ID)) return undefined;
  const { accountId } = account;
  return {
    checkId: `channels.${CHANNEL_ID}.owners.no_account`,
    severity: 'warn',
    ...FINDING.ownersOfNobody(DEFAULT_ACCOUNT_ID, `${CHANNEL_ID}:${accountId}/${bare[0]}`),
  };
}

function ownersElsewhere(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const { accountId } = account;
  if (accountId === DEFAULT_ACCOUNT_ID || ownersOf(cfg, accountId).length === 0) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.owners.other_account`,
    severity: 'info',
    ...FINDING.ownersElsewhere(of(account), accountId, entriesOf(accountId, cfg)),
  };
}

const BY_NAME = /^(?:name|username|tag):/i;

/** Lists that OpenClaw compares by name apply to people of all accounts. */
function namesElevated(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const entries = cfg.tools?.elevated?.allowFrom?.[CHANNEL_ID] ?? [];
  const named = entries.map(String).filter((entry) => BY_NAME.test(entry.trim()));
  if (named.length === 0) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.elevated.names`,
    severity: 'critical',
    ...FINDING.namesElevated(`tools.elevated.allowFrom.${CHANNEL_ID}`, named.join(', '), account.accountId),
  };
}

/** The agent that the rooms of an account have unless a binding names another for one of them. */
function agentOf(accountId: string, cfg: OpenClawConfig): string | undefined {
  try {
    return resolveAgentRoute({ cfg, channel: CHANNEL_ID, accountId }).agentId;
  } catch {
    // There is none by default: OpenClaw says so itself.
    return undefined;
  }
}

const enabledAccounts = (cfg: OpenClawConfig): string[] =>
  listAccountIds(cfg).filter((id) => resolveAccount(cfg, id).enabled);

const entriesOf = (accountId: string, cfg: OpenClawConfig): string =>
  ownerEntries(cfg)
    .filter((entry) => bareUserId(entry).startsWith(`${accountId}/`))
    .map((entry) => `"${entry}"`)
    .join(', ');

const of = ({ accountId }: Account): string => (accountId === DEFAULT_ACCOUNT_ID ? '' : OF_ACCOUNT(accountId));

const bindingFor = (accountId: string): string =>
  `{ agentId: "<agent>", match: { channel: "${CHANNEL_ID}", accountId: "${accountId}" } }`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sectionOf = (cfg: OpenClawConfig): RocketChatConfig => (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;
