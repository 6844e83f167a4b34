import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { isPrivateOrLoopbackHost } from 'openclaw/plugin-sdk/ssrf-runtime';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { activationOf, type Policy } from '../config/policy.ts';
import type { AccountConfig, RocketChatConfig } from '../config/schema.ts';
import { listsRooms } from './room-rule.ts';

type Security = NonNullable<ChannelPlugin<Account>['security']>;
type Collect = NonNullable<Security['collectAuditFindings']>;
export type Finding = Awaited<ReturnType<Collect>>[number];

/** Where the account's own value of a key stands in the configuration, or would stand. */
type PathOf = (key: string) => string;

interface Looked {
  readonly account: Account;
  readonly policy: Policy;
  readonly pathOf: PathOf;
}

type Look = (looked: Looked) => Finding | undefined;

const EVERYBODY = '*';

/** Each looks for one thing. What OpenClaw finds by itself (dmPolicy "open", name matching) is not repeated. */
const LOOKS: readonly Look[] = [
  everybodyInDirect,
  roomsOpen,
  everyRoomOpen,
  everybodyInRooms,
  everybodyCommands,
  namesWithoutEffect,
  noTls,
];

/** Through which of its own settings an account is open to more people than its owner may mean. */
export function findExposure(account: Account, cfg: OpenClawConfig): Finding[] {
  const looked = { account, policy: account.policy, pathOf: pathsOf(cfg, account.accountId) };
  return LOOKS.flatMap((look) => look(looked) ?? []);
}

/** Secrets that stand in openclaw.json themselves. @param source as written, before references are resolved */
export function findPlainSecrets(source: OpenClawConfig, accountId: string | null | undefined): Finding[] {
  const { written, pathOf } = writtenFor(source, accountId);
  const keys = (['sharedSecret', 'previousSharedSecret'] as const).filter((key) => isPlain(written[key]));
  return keys.map((key) => ({
    checkId: `channels.${CHANNEL_ID}.secret.plain`,
    severity: 'info',
    title: 'Rocket.Chat secret is written in openclaw.json',
    detail: `${pathOf(key)} holds the secret itself: anyone who reads the file can speak for the workspace.`,
    remediation: `Keep it in a secret provider: \`openclaw secrets configure\` turns ${pathOf(key)} into a reference.`,
  }));
}

/** It is there to change the secret, which takes minutes; and nobody knows since when it is there. */
export function findPreviousSecret(source: OpenClawConfig, accountId: string | null | undefined): Finding[] {
  const { written, pathOf } = writtenFor(source, accountId);
  if (written.previousSharedSecret === undefined) return [];
  const path = pathOf('previousSharedSecret');
  return [
    {
      checkId: `channels.${CHANNEL_ID}.secret.previous`,
      severity: 'warn',
      title: 'The gateway still accepts a previous Rocket.Chat secret',
      detail: `${path} is set: anyone who has the old secret can still speak for the workspace.`,
      remediation: `When \`openclaw ${CHANNEL_ID} keys\` and /openclaw status show the same ids, run \`openclaw config unset ${path}\`.`,
    },
  ];
}

/** The keys of an account as they are written: at itself, or for the default account also at the root. */
function writtenFor(source: OpenClawConfig, accountId: string | null | undefined) {
  const id = accountId || DEFAULT_ACCOUNT_ID;
  const root = sectionOf(source);
  const own: AccountConfig = root.accounts?.[id] ?? {};
  const written: AccountConfig = id === DEFAULT_ACCOUNT_ID ? { ...root, ...own } : own;
  return { written, pathOf: pathsOf(source, id) };
}

function everybodyInDirect({ policy, pathOf }: Looked): Finding | undefined {
  // dmPolicy "open" is OpenClaw's own finding.
  const isListed = policy.dmPolicy === 'allowlist' || policy.dmPolicy === 'pairing';
  if (!isListed || !policy.allowFrom.includes(EVERYBODY)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.dm.wildcard`,
    severity: 'critical',
    title: 'Rocket.Chat direct messages are open through a wildcard',
    detail: `${pathOf('allowFrom')} holds "*": whatever dmPolicy says, anyone may write to the agent.`,
    remediation: `Take "*" out of ${pathOf('allowFrom')} and list user ids.`,
  };
}

function roomsOpen({ policy, pathOf }: Looked): Finding | undefined {
  if (policy.groupPolicy !== 'open') return undefined;
  const { requireMention } = activationOf([policy.rooms[EVERYBODY] ?? {}, policy.activation]);
  return {
    checkId: `channels.${CHANNEL_ID}.rooms.open`,
    severity: requireMention ? 'warn' : 'critical',
    title: 'Rocket.Chat rooms are open',
    detail: `${pathOf('groupPolicy')}="open" lets any member of any room the bot is in start a turn${requireMention ? ' by a mention' : ', without a mention'}.`,
    remediation: `Set ${pathOf('groupPolicy')} to "allowlist", and list rooms in ${pathOf('rooms')} or people in ${pathOf('groupAllowFrom')}.`,
  };
}

function everyRoomOpen({ policy, pathOf }: Looked): Finding | undefined {
  const all = policy.rooms[EVERYBODY];
  if (policy.groupPolicy !== 'allowlist' || all?.allow !== true) return undefined;
  const people = all.users ?? (policy.groupAllowFrom.length > 0 ? policy.groupAllowFrom : policy.allowFrom);
  const isAnybody = people.includes(EVERYBODY) || (all.users === undefined && people.length === 0);
  if (!isAnybody) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.rooms.every_room`,
    severity: 'warn',
    title: 'Rocket.Chat rooms are all listed, for all of their members',
    detail: `${pathOf('rooms["*"].allow')} opens every room the bot is in, as groupPolicy "open" would.`,
    remediation: `List the rooms one by one in ${pathOf('rooms')}, or the people in ${pathOf('rooms["*"].users')}.`,
  };
}

function everybodyInRooms({ policy, pathOf }: Looked): Finding | undefined {
  if (policy.groupPolicy !== 'allowlist' || listsRooms(policy)) return undefined;
  if (!policy.groupAllowFrom.includes(EVERYBODY)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.rooms.wildcard`,
    severity: 'warn',
    title: 'Rocket.Chat rooms are open through a wildcard',
    detail: `${pathOf('groupAllowFrom')} holds "*", and no room is listed: any member of any room the bot is in may start a turn.`,
    remediation: `List people in ${pathOf('groupAllowFrom')}, or rooms in ${pathOf('rooms')}.`,
  };
}

function everybodyCommands({ policy, pathOf }: Looked): Finding | undefined {
  if (!policy.commandAllowFrom.includes(EVERYBODY)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.commands.wildcard`,
    severity: 'critical',
    title: 'Rocket.Chat commands of operators are open to everybody',
    detail: `${pathOf('commandAllowFrom')} holds "*": whoever may talk to the agent may change its model and stop it.`,
    remediation: `List the user ids of operators in ${pathOf('commandAllowFrom')}.`,
  };
}

function namesWithoutEffect({ policy, pathOf }: Looked): Finding | undefined {
  if (policy.dangerouslyAllowNameMatching) return undefined;
  const lists: [string, readonly (string | number)[]][] = [
    ['groupAllowFrom', policy.groupAllowFrom],
    ['commandAllowFrom', policy.commandAllowFrom],
    ...Object.entries(policy.rooms).map(([room, { users = [] }]): [string, (string | number)[]] => [
      `rooms["${room}"].users`,
      users,
    ]),
  ];
  const named = lists.filter(([, entries]) => entries.some((entry) => String(entry).startsWith('@')));
  if (named.length === 0) return undefined;
  const keys = named.map(([key]) => pathOf(key)).join(', ');
  return {
    checkId: `channels.${CHANNEL_ID}.lists.names_inert`,
    severity: 'warn',
    title: 'Rocket.Chat lists name people who are not let in by it',
    detail: `Entries such as "@name" in ${keys} have no effect: a name can be given up and taken by somebody else.`,
    remediation: `Put user ids into ${keys}.`,
  };
}

function noTls({ account, pathOf }: Looked): Finding | undefined {
  const { protocol = '', hostname = '' } = account.link ? new URL(account.link.baseUrl) : {};
  if (protocol !== 'http:' || isAtHome(hostname)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.base_url.no_tls`,
    severity: 'warn',
    title: 'Rocket.Chat is reached without TLS',
    detail: `${pathOf('baseUrl')} begins with http://: answers and files can be read, and kept back, on the way.`,
    remediation: `Use the https:// address of the workspace in ${pathOf('baseUrl')}.`,
  };
}

/** Names without a dot are those of containers and of machines in the same network. */
function isAtHome(hostname: string): boolean {
  if (isPrivateOrLoopbackHost(hostname)) return true;
  return !hostname.includes('.') ? !hostname.includes(':') : /\.(local|internal|localhost)$/.test(hostname);
}

const isPlain = (secret: unknown): boolean => typeof secret === 'string' && !/^\$\{\w+\}$/.test(secret);

const sectionOf = (cfg: OpenClawConfig): RocketChatConfig => (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;

/** A key is named where it is written: at the account, or at the root, from which accounts inherit. */
function pathsOf(cfg: OpenClawConfig, accountId: string): PathOf {
  const own: object = sectionOf(cfg).accounts?.[accountId] ?? {};
  return (key) => {
    const [first = key] = key.split(/[.[]/);
    const at = first in own ? `.accounts.${accountId}` : '';
    return `channels.${CHANNEL_ID}${at}.${key}`;
  };
}
