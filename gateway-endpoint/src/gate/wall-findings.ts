import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAgentRoute } from 'openclaw/plugin-sdk/routing';
import { type Account, listAccountIds, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { notInherited } from '../config/inherit.ts';
import type { RocketChatConfig } from '../config/schema.ts';
import type { Finding } from './findings.ts';
import { bareUserId } from './identity.ts';
import { ownerEntries, ownersOf } from './owners.ts';
import { sharedTalk } from './private-talk.ts';

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

/** Where an account shares with others more than its operator may mean. */
export function findShared(account: Account, cfg: OpenClawConfig): Finding[] {
  return LOOKS.flatMap((look) => look(account, cfg) ?? []);
}

function oneConversation(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const talk = sharedTalk(account, cfg);
  if (!talk) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.dm.shared_session`,
    severity: talk.isOpen ? 'critical' : 'warn',
    title: `Rocket.Chat direct messages are one conversation${of(account)}`,
    detail: `${capital(talk.message)}.`,
    remediation: `${capital(talk.fix)}. This begins direct conversations anew.`,
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
    title: `Several Rocket.Chat workspaces have one agent${of(account)}`,
    detail: `Accounts ${accountId} and ${others.join(', ')} have the agent ${agent}: conversations are apart, but the agent's files, its memory (MEMORY.md) and its tools are the same. People of one workspace can ask it for what it keeps of another.`,
    remediation: `Give each workspace an agent of its own: { agentId: "<agent>", match: { channel: "${CHANNEL_ID}", accountId: "${accountId}" } } in bindings.`,
  };
}

function listsLeftBehind(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const { accountId } = account;
  const { accounts, ...root } = sectionOf(cfg);
  const keys = notInherited(accountId, root, accounts?.[accountId] ?? {});
  if (keys.length === 0) return undefined;
  const named = keys.map((key) => `channels.${CHANNEL_ID}.${key}`).join(', ');
  return {
    checkId: `channels.${CHANNEL_ID}.accounts.lists_not_inherited`,
    severity: 'info',
    title: `Rocket.Chat lists at the root are those of one workspace${of(account)}`,
    detail: `${named} counts for the account ${DEFAULT_ACCOUNT_ID} and not for ${accountId}: another workspace can give the same ids to anybody.`,
    remediation: `Say under channels.${CHANNEL_ID}.accounts.${accountId} who is meant there: ${keys.join(', ')}.`,
  };
}

function ownersOfNobody(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const bare = ownersOf(cfg, DEFAULT_ACCOUNT_ID);
  if (bare.length === 0 || listAccountIds(cfg).includes(DEFAULT_ACCOUNT_ID)) return undefined;
  const { accountId } = account;
  return {
    checkId: `channels.${CHANNEL_ID}.owners.no_account`,
    severity: 'warn',
    title: 'Owners name no Rocket.Chat account',
    detail: `commands.ownerAllowFrom names people of the account ${DEFAULT_ACCOUNT_ID}, which is not configured: they are owners nowhere.`,
    remediation: `Name the account, such as "${CHANNEL_ID}:${accountId}/${bare[0]}".`,
  };
}

function ownersElsewhere(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const { accountId } = account;
  if (accountId === DEFAULT_ACCOUNT_ID || ownersOf(cfg, accountId).length === 0) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.owners.other_account`,
    severity: 'info',
    title: `A person of another Rocket.Chat workspace owns the gateway${of(account)}`,
    detail: `commands.ownerAllowFrom names people of the account ${accountId}. An admin of that workspace can be any of its people, and so the owner of the gateway.`,
    remediation: `Keep it if you trust that workspace as you trust the gateway; otherwise remove ${entriesOf(accountId, cfg)}.`,
  };
}

const BY_NAME = /^(?:name|username|tag):/i;

/** What OpenClaw compares by name it compares with people of all accounts. */
function namesElevated(account: Account, cfg: OpenClawConfig): Finding | undefined {
  const entries = cfg.tools?.elevated?.allowFrom?.[CHANNEL_ID] ?? [];
  const named = entries.map(String).filter((entry) => BY_NAME.test(entry.trim()));
  if (named.length === 0) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.elevated.names`,
    severity: 'critical',
    title: 'Elevated tools are given to names',
    detail: `tools.elevated.allowFrom.${CHANNEL_ID} holds ${named.join(', ')}: anyone who takes the name has the tools, in every workspace (such as ${account.accountId}).`,
    remediation: 'List user ids. Write those of a further account as "<account>/<user id>".',
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

const of = ({ accountId }: Account): string => (accountId === DEFAULT_ACCOUNT_ID ? '' : ` (account: ${accountId})`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sectionOf = (cfg: OpenClawConfig): RocketChatConfig => (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;
