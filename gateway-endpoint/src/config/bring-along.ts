import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { BROUGHT } from '../texts/brought.ts';
import { CHANNEL_ID } from './channel-id.ts';
import { closer, isSection, type Section } from './closer.ts';

/** A section as it becomes, and what the operator reads about it. */
interface Brought {
  readonly section: Section;
  /** What was done: each names the key. */
  readonly changes: readonly string[];
  /** What has no counterpart here, and what to do about it. */
  readonly warnings: readonly string[];
}

/** The counterpart of a key: another name, nothing, or nothing with a warning. */
type Counterpart =
  | { readonly as: string; readonly read?: (value: unknown) => unknown }
  | { readonly gone: true }
  | { readonly lost: string };

const GONE = { gone: true } as const;

/** They sign in as a person or a bot account; here the app has its own user. */
const SIGN_IN = ['authToken', 'personalAccessToken', 'botToken', 'userId', 'username', 'password', 'auth'];
const ITS_NAME = ['botUsername', 'botName', 'mentionNames', 'alias', 'avatarUrl', 'emoji'];
const ITS_TRANSPORT = ['webhook', 'webhookToken'];
/** Tags for other parts of OpenClaw, which read nothing of them here. */
const UNREAD = ['capabilities'];

const ACCOUNT: Readonly<Record<string, Counterpart>> = {
  ...all([...SIGN_IN, ...ITS_NAME, ...ITS_TRANSPORT, ...UNREAD], GONE),
  url: { as: 'baseUrl', read: addressOf },
  serverUrl: { as: 'baseUrl', read: addressOf },
  groups: { as: 'rooms' },
  channels: { as: 'rooms' },
  conversationWindowMinutes: { lost: BROUGHT.window },
  blockStreamingCoalesce: { lost: BROUGHT.coalesce },
  agent: { lost: BROUGHT.agent },
  owner: { lost: BROUGHT.owner },
  commands: { lost: BROUGHT.commands },
};

const ROOM: Readonly<Record<string, Counterpart>> = {
  enabled: { as: 'allow' },
  allowFrom: { as: 'users' },
  groupAllowFrom: { as: 'users' },
  skills: { lost: BROUGHT.skills },
  conversationWindowMinutes: { lost: BROUGHT.window },
  mediaMaxMb: { lost: BROUGHT.roomMedia },
};

/**
 * `openclaw doctor --fix`: keys that other Rocket.Chat plugins have in `channels.rocketchat`, under our names. It opens
 * nothing: a list or a policy is taken over as it stands, and a key without a counterpart is named.
 *
 * It is no `normalizeCompatibilityConfig`, which OpenClaw also runs when a gateway starts: 2026.9.6 then ends with "Retry
 * startup" each time, and names no key.
 */
export function bringAlongKeys({ cfg }: { readonly cfg: OpenClawConfig }): {
  config: OpenClawConfig;
  changes: string[];
  warnings: string[];
} {
  const present = sectionIn(cfg.channels, CHANNEL_ID);
  if (!present) return { config: cfg, changes: [], warnings: [] };
  const { section, changes, warnings } = bringAlong(present);
  if (changes.length === 0) return { config: cfg, changes: [], warnings: [] };
  const channels = { ...cfg.channels, [CHANNEL_ID]: section } as NonNullable<OpenClawConfig['channels']>;
  return { config: { ...cfg, channels }, changes: [...changes], warnings: [...warnings] };
}

/** A whole section, with its accounts and their rooms. Nothing changes where all keys are ours. */
export function bringAlong(section: Section): Brought {
  const root = broughtAccount(section, `channels.${CHANNEL_ID}`);
  const accounts = sectionIn(root.section, 'accounts');
  if (!accounts) return root;
  return withEntries(root, 'accounts', accounts, (entry, at) => broughtAccount(entry, at), `channels.${CHANNEL_ID}`);
}

function broughtAccount(section: Section, at: string): Brought {
  const account = renamed(withoutTransport(section, at), ACCOUNT, at);
  const rooms = sectionIn(account.section, 'rooms');
  const all = rooms
    ? withEntries(account, 'rooms', rooms, (entry, place) => renamed(unchanged(entry), ROOM, place), at)
    : account;
  return { ...all, warnings: [...all.warnings, ...namesIn(all.section, at)] };
}

/** `transport` is a word here; elsewhere it is an object about a connection that we do not have. `dm` holds two of our keys. */
function withoutTransport(section: Section, at: string): Brought {
  const { transport, dm, ...rest } = section;
  const isTheirs = isSection(transport);
  const { policy, enabled = dm, allowFrom, ...unknown } = isSection(dm) ? dm : {};
  const isOff = enabled === false;
  const policies = closer('dmPolicy', [rest['dmPolicy'], policy, ...(isOff ? ['disabled'] : [])]);
  const people = closer('allowFrom', [rest['allowFrom'], allowFrom]);
  return {
    section: {
      ...rest,
      ...(transport !== undefined && !isTheirs && { transport }),
      ...(policies.value !== undefined && { dmPolicy: policies.value }),
      ...(people.value !== undefined && { allowFrom: people.value }),
    },
    changes: [
      ...(isTheirs ? [BROUGHT.removed(`${at}.transport`)] : []),
      ...(dm === undefined ? [] : [BROUGHT.moved(`${at}.dm`, 'dmPolicy, allowFrom')]),
    ],
    warnings: [
      ...(policies.differ ? [`${at}.dmPolicy: ${BROUGHT.twice}`] : []),
      ...(people.differ ? [`${at}.allowFrom: ${BROUGHT.twice}`] : []),
      ...Object.keys(unknown).map((key) => `${at}.dm.${key}: ${BROUGHT.unknown}`),
      ...(isSection(dm) || isOff || dm === undefined || dm === null ? [] : [`${at}.dm: ${BROUGHT.unknown}`]),
    ],
  };
}

/** Each key by its counterpart. Where two become one, nobody gets a right that one of them refuses. */
function renamed(brought: Brought, counterparts: Readonly<Record<string, Counterpart>>, at: string): Brought {
  const values = new Map<string, unknown[]>();
  const changes = [...brought.changes];
  const warnings = [...brought.warnings];
  for (const [key, value] of Object.entries(brought.section)) {
    const counterpart = Object.hasOwn(counterparts, key) ? counterparts[key] : undefined;
    // One that has our name already comes first.
    if (!counterpart) values.set(key, [value, ...(values.get(key) ?? [])]);
    else if ('as' in counterpart) {
      values.set(counterpart.as, [
        ...(values.get(counterpart.as) ?? []),
        counterpart.read ? counterpart.read(value) : value,
      ]);
      changes.push(BROUGHT.moved(`${at}.${key}`, counterpart.as));
    } else {
      changes.push(BROUGHT.removed(`${at}.${key}`));
      if ('lost' in counterpart) warnings.push(`${at}.${key}: ${counterpart.lost}`);
    }
  }
  const joined = [...values].map(([key, each]) => [key, closer(key, each)] as const);
  const twice = joined.flatMap(([key, { differ }]) => (differ ? [`${at}.${key}: ${BROUGHT.twice}`] : []));
  // No assignment by name: `__proto__` would change what the section is.
  const section = Object.fromEntries(joined.map(([key, { value }]) => [key, value]));
  return { section, changes, warnings: [...warnings, ...twice] };
}

function withEntries(
  brought: Brought,
  key: string,
  entries: Section,
  bring: (entry: Section, at: string) => Brought,
  at: string,
): Brought {
  const done = Object.entries(entries).map(
    ([name, entry]) => [name, isSection(entry) ? bring(entry, `${at}.${key}.${name}`) : undefined] as const,
  );
  const section = Object.fromEntries(done.map(([name, entry]) => [name, entry?.section ?? entries[name]]));
  return {
    section: { ...brought.section, [key]: section },
    changes: [...brought.changes, ...done.flatMap(([, entry]) => entry?.changes ?? [])],
    warnings: [...brought.warnings, ...done.flatMap(([, entry]) => entry?.warnings ?? [])],
  };
}

/** Other plugins let a list hold user names. Here a name can change hands, so it has no effect. */
function namesIn(section: Section, at: string): string[] {
  return ['allowFrom', 'groupAllowFrom', 'commandAllowFrom'].flatMap((key) => {
    const list = section[key];
    if (!Array.isArray(list) || !list.some((each) => typeof each === 'string' && each.trim().startsWith('@')))
      return [];
    return [`${at}.${key}: ${BROUGHT.names}`];
  });
}

/** Others take an address of the API as well. */
function addressOf(value: unknown): unknown {
  return typeof value === 'string'
    ? value
        .trim()
        .replace(/(?<!\/)\/+$/, '')
        .replace(/\/api\/v1$/, '')
    : value;
}

const unchanged = (section: Section): Brought => ({ section, changes: [], warnings: [] });

function all<F>(keys: readonly string[], counterpart: F): Record<string, F> {
  return Object.fromEntries(keys.map((key) => [key, counterpart]));
}

function sectionIn(value: unknown, key: string): Section | undefined {
  const inner = isSection(value) ? value[key] : undefined;
  return isSection(inner) ? inner : undefined;
}
