import { APP_ID } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { defaultAccountId, listAccountIds, resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { inspectAccount, keyIds } from '../../../gateway-endpoint/src/config/inspect.ts';
import { activationOf } from '../../../gateway-endpoint/src/config/policy.ts';
import { aSecret } from '../keys.ts';

const NO_ENV = {};
const baseUrl = 'https://chat.example.com';

function cfg(section: object) {
  return { channels: { rocketchat: section } };
}

describe('settings that are missing mean closed', () => {
  test('policies', () => {
    const { policy } = resolveAccount(cfg({ baseUrl, sharedSecret: aSecret() }), null, NO_ENV);
    expect(policy).toMatchObject({
      dmPolicy: 'pairing',
      allowFrom: [],
      groupPolicy: 'allowlist',
      groupAllowFrom: [],
      rooms: {},
      mentionAll: false,
      commandPrefix: '!',
      commandAllowFrom: [],
      dangerouslyAllowNameMatching: false,
    });
    expect(activationOf([policy.activation])).toEqual({ requireMention: true, oncharPrefixes: [], allowBots: false });
  });

  test.each([
    ['no address', { sharedSecret: aSecret() }, 'no-base-url'],
    ['no secret', { baseUrl }, 'no-secret'],
    ['a short secret', { baseUrl, sharedSecret: 'hunter2' }, 'weak-secret'],
    ['a secret of one letter', { baseUrl, sharedSecret: `rcoc_${'A'.repeat(43)}` }, 'weak-secret'],
    ['a weak previous secret', { baseUrl, sharedSecret: aSecret(), previousSharedSecret: 'old' }, 'weak-secret'],
    [
      'a secret nobody resolved',
      { baseUrl, sharedSecret: { source: 'env', provider: 'p', id: 'X' } },
      'secret-unavailable',
    ],
  ])('%s: the account does not start and says why', (_name, section, code) => {
    const account = resolveAccount(cfg(section), null, NO_ENV);
    expect(account.link).toBeUndefined();
    expect(account.fault?.code).toBe(code);
    expect(account.fault?.cure).not.toContain('hunter2');
  });
});

describe('accounts', () => {
  const both = cfg({
    baseUrl,
    sharedSecret: aSecret(1),
    requireMention: false,
    webhookPath: '/hooks/chat',
    accounts: { work: { sharedSecret: aSecret(2), dmPolicy: 'disabled' }, bare: {} },
  });

  test('a named account inherits address and policy', () => {
    const { link, policy } = resolveAccount(both, 'work', NO_ENV);
    expect(link).toEqual({ baseUrl, secrets: { current: aSecret(2), previous: undefined } });
    expect(policy).toMatchObject({ dmPolicy: 'disabled', activation: { requireMention: false } });
  });

  test('is pushed to, unless it or the root says that it fetches', () => {
    const of = (root: object, work: object) =>
      resolveAccount(cfg({ ...root, accounts: { work } }), 'work', NO_ENV).transport;
    expect([of({}, {}), of({ transport: 'pull' }, {}), of({ transport: 'pull' }, { transport: 'push' })]).toEqual([
      'push',
      'pull',
      'push',
    ]);
  });

  test.each([
    ['nothing', '/api/apps/private/ID/abc/commands'],
    ['the prefix of the site', '/chat/api/apps/private/ID/abc/commands'],
    ['its address', 'https://chat.example.com/chat/api/apps/private/ID/abc/commands'],
  ])('[S15] the path of the app counts with %s before it, and for the account that it is given to', (_, written) => {
    const path = (text: string) => text.replace('ID', APP_ID);
    const work = { sharedSecret: aSecret(2) };
    const config = cfg({ baseUrl, sharedSecret: aSecret(1), appPath: path(written), accounts: { work } });
    expect(resolveAccount(config, 'default', NO_ENV).link?.appPath).toBe(path('/api/apps/private/ID/abc/commands'));
    expect(resolveAccount(config, 'work', NO_ENV).link?.appPath).toBeUndefined();
  });

  test('but neither secret nor path, which would make two workspaces one', () => {
    const { fault, webhookPath } = resolveAccount(both, 'bare', NO_ENV);
    expect(fault?.code).toBe('no-secret');
    expect(webhookPath).toBe('/rocketchat/bare');
  });

  test.each([
    ['all of them', both, ['default', 'work', 'bare'], 'default'],
    ['no default where nothing is configured for it', cfg({ accounts: { work: {} } }), ['work'], 'work'],
    ['the one that is named default', cfg({ accounts: { a: {}, b: {} }, defaultAccount: 'b' }), ['a', 'b'], 'b'],
    ['one, when there is nothing', cfg({}), ['default'], 'default'],
  ])('are listed: %s', (_name, config, ids, byDefault) => {
    expect(listAccountIds(config, NO_ENV)).toEqual(ids);
    expect(defaultAccountId(config, NO_ENV)).toBe(byDefault);
  });

  test('the root switch turns all of them off', () => {
    const off = cfg({ enabled: false, accounts: { work: { enabled: true } } });
    expect(resolveAccount(off, 'work', NO_ENV).enabled).toBe(false);
  });
});

describe('the context that an account gives the agent beside a message', () => {
  const reading = (section: object, more: object = {}, id = 'default') =>
    resolveAccount({ ...cfg(section), ...more }, id, NO_ENV).reading;

  test('by default', () => {
    expect(reading({})).toEqual({
      reactionNotifications: 'own',
      reactionAllowlist: [],
      historyLimit: 50,
      dmHistoryLimit: 0,
      thread: { inheritParent: false, initialHistoryLimit: 20 },
      contextVisibility: 'all',
      mediaMaxBytes: 20 * 1024 * 1024,
    });
  });

  test.each<[string, object, object, object]>([
    [
      'files as large as agents may take',
      {},
      { agents: { defaults: { mediaMaxMb: 5 } } },
      { mediaMaxBytes: 5_242_880 },
    ],
    [
      'files as large as said here',
      { mediaMaxMb: 0.5 },
      { agents: { defaults: { mediaMaxMb: 5 } } },
      { mediaMaxBytes: 524_288 },
    ],
    ['history as of all rooms', {}, { messages: { groupChat: { historyLimit: 0 } } }, { historyLimit: 0 }],
    [
      'at most what the contract lists',
      { historyLimit: 999, dmHistoryLimit: 999 },
      {},
      { historyLimit: 200, dmHistoryLimit: 200 },
    ],
  ])('%s', (_name, section, more, expected) => {
    expect(reading(section, more)).toMatchObject(expected);
  });

  test('an account changes one key of a thread and inherits the other', () => {
    const thread = { inheritParent: true, initialHistoryLimit: 3 };
    const section = { thread, accounts: { work: { thread: { initialHistoryLimit: 4 } } } };
    expect(reading(section, {}, 'work').thread).toEqual({ inheritParent: true, initialHistoryLimit: 4 });
  });
});

describe('the environment', () => {
  const env = { ROCKETCHAT_URL: 'https://env.example/', ROCKETCHAT_SHARED_SECRET: aSecret(3) };

  test('configures the default account', () => {
    const { link } = resolveAccount(cfg({}), null, env);
    expect(link).toEqual({ baseUrl: 'https://env.example', secrets: { current: aSecret(3), previous: undefined } });
  });

  test('has an alias for the address', () => {
    const alias = { ROCKETCHAT_BASE_URL: 'https://alias.example', ROCKETCHAT_SHARED_SECRET: aSecret(3) };
    expect(resolveAccount(cfg({}), null, alias).link?.baseUrl).toBe('https://alias.example');
  });

  test('says nothing about named accounts', () => {
    expect(resolveAccount(cfg({ accounts: { work: {} } }), 'work', env).fault?.code).toBe('no-base-url');
  });

  test('yields to the configuration', () => {
    expect(resolveAccount(cfg({ baseUrl }), null, env).link?.baseUrl).toBe(baseUrl);
  });
});

describe('how it writes', () => {
  const writing = (section: object, id = 'default') => resolveAccount(cfg(section), id, NO_ENV).writing;

  test('by default', () => {
    expect(writing({})).toEqual({ limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' });
  });

  test('as configured, and an account changes one key and inherits the others', () => {
    const section = {
      textChunkLimit: 1_000,
      markdown: { tables: 'off' },
      accounts: { work: { chunkMode: 'newline' } },
    };
    expect(writing(section, 'work')).toMatchObject({ limit: 1_000, chunkMode: 'newline', tableMode: 'off' });
  });

  test('tables that the channel would have to draw are written as by default', () => {
    expect(writing({ markdown: { tables: 'block' } }).tableMode).toBe('auto');
  });
});

test('an inspected account shows policy and key ids, and no secret', async () => {
  const account = resolveAccount(cfg({ baseUrl, sharedSecret: aSecret(), allowFrom: ['u1'] }), null, NO_ENV);
  const shown = { ...inspectAccount(account), keyIds: await keyIds(account) };
  expect(shown).toMatchObject({ dmPolicy: 'pairing', allowFrom: ['u1'], tokenStatus: 'available' });
  expect(shown.keyIds?.event).toMatch(/^[\w-]{12}$/);
  expect(shown.keyIds?.event).not.toBe(shown.keyIds?.command);
  expect(JSON.stringify(shown)).not.toContain(aSecret());
});
