import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { isPrivateOrLoopbackHost } from 'openclaw/plugin-sdk/ssrf-runtime';
import type { Account } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { activationOf, type Policy } from '../../config/policy.ts';
import type { AccountConfig, RocketChatConfig } from '../../config/schema.ts';
import { listsRooms } from '../../gate/room-rule.ts';
import { FINDING } from '../../texts/audit.ts';

type Security = NonNullable<ChannelPlugin<Account>['security']>;
type Collect = NonNullable<Security['collectAuditFindings']>;
export type Finding = Awaited<ReturnType<Collect>>[number];

/** The path of a key of the account in the configuration, also if it is not set. */
type PathOf = (key: string) => string;

interface Looked {
  readonly account: Account;
  readonly policy: Policy;
  readonly pathOf: PathOf;
}

type Look = (looked: Looked) => Finding | undefined;

const EVERYBODY = '*';

/** Each looks for one thing. OpenClaw's own findings (dmPolicy "open", name matching) are not repeated. */
const LOOKS: readonly Look[] = [
  everybodyInDirect,
  roomsOpen,
  everyRoomOpen,
  everybodyInRooms,
  everybodyCommands,
  namesWithoutEffect,
  noTls,
];

/** Settings by which an account is open to more people than its owner may intend. */
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
    ...FINDING.plainSecret(pathOf(key)),
  }));
}

/** It is meant for a change of the secret, which takes minutes; and nothing says since when it is set. */
export function findPreviousSecret(source: OpenClawConfig, accountId: string | null | undefined): Finding[] {
  const { written, pathOf } = writtenFor(source, accountId);
  if (written.previousSharedSecret === undefined) return [];
  const path = pathOf('previousSharedSecret');
  return [
    {
      checkId: `channels.${CHANNEL_ID}.secret.previous`,
      severity: 'warn',
      ...FINDING.previousSecret(path),
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
    ...FINDING.anybodyDirect(pathOf('allowFrom')),
  };
}

function roomsOpen({ policy, pathOf }: Looked): Finding | undefined {
  if (policy.groupPolicy !== 'open') return undefined;
  const { requireMention } = activationOf([policy.rooms[EVERYBODY] ?? {}, policy.activation]);
  return {
    checkId: `channels.${CHANNEL_ID}.rooms.open`,
    severity: requireMention ? 'warn' : 'critical',
    ...FINDING.roomsOpen(pathOf('groupPolicy'), requireMention, pathOf('rooms'), pathOf('groupAllowFrom')),
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
    ...FINDING.everyRoomListed(pathOf('rooms["*"].allow'), pathOf('rooms'), pathOf('rooms["*"].users')),
  };
}

function everybodyInRooms({ policy, pathOf }: Looked): Finding | undefined {
  if (policy.groupPolicy !== 'allowlist' || listsRooms(policy)) return undefined;
  if (!policy.groupAllowFrom.includes(EVERYBODY)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.rooms.wildcard`,
    severity: 'warn',
    ...FINDING.anybodyInRooms(pathOf('groupAllowFrom'), pathOf('rooms')),
  };
}

function everybodyCommands({ policy, pathOf }: Looked): Finding | undefined {
  if (!policy.commandAllowFrom.includes(EVERYBODY)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.commands.wildcard`,
    severity: 'critical',
    ...FINDING.anybodyCommands(pathOf('commandAllowFrom')),
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
    ...FINDING.namesWithoutEffect(keys),
  };
}

function noTls({ account, pathOf }: Looked): Finding | undefined {
  const { protocol = '', hostname = '' } = account.link ? new URL(account.link.baseUrl) : {};
  if (protocol !== 'http:' || isAtHome(hostname)) return undefined;
  return {
    checkId: `channels.${CHANNEL_ID}.base_url.no_tls`,
    severity: 'warn',
    ...FINDING.noTls(pathOf('baseUrl')),
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
