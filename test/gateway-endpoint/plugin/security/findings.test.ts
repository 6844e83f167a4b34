import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../../gateway-endpoint/src/config/account.ts';
import {
  findExposure,
  findPlainSecrets,
  findPreviousSecret,
} from '../../../../gateway-endpoint/src/plugin/security/findings.ts';
import { aSecret } from '../../keys.ts';
import { configOf } from '../../services.ts';

function exposed(section: object, accountId = 'default') {
  const cfg = configOf(section);
  return findExposure(resolveAccount(cfg, accountId, {}), cfg);
}

const brief = (found: ReturnType<typeof exposed>) =>
  found.map(({ checkId, severity }) => `${severity} ${checkId.replace('channels.rocketchat.', '')}`);

describe('a closed account, or one opened to people by name, is no finding', () => {
  test.each<[string, object]>([
    ['nothing configured', {}],
    ['people', { dmPolicy: 'allowlist', allowFrom: ['Alice1'], groupAllowFrom: ['Bob1'] }],
    ['a room for its members', { rooms: { Room1: { allow: true } } }],
    ['all rooms for some people', { groupAllowFrom: ['Bob1'], rooms: { '*': { allow: true } } }],
    ['all rooms for their own people', { rooms: { '*': { allow: true, users: ['Bob1'] } } }],
    ['nothing that a closed door hides', { dmPolicy: 'disabled', allowFrom: ['*'], groupPolicy: 'disabled' }],
    ['names that count', { groupAllowFrom: ['@alice'], dangerouslyAllowNameMatching: true }],
    ['settings that OpenClaw finds itself', { dmPolicy: 'open', allowFrom: ['*'], groupAllowFrom: ['Bob1'] }],
  ])('%s', (_name, section) => {
    expect(exposed(section)).toEqual([]);
  });
});

describe('an open account is a finding', () => {
  test.each<[string, object, string[]]>([
    ['rooms', { groupPolicy: 'open' }, ['warn rooms.open']],
    ['rooms, without a mention', { groupPolicy: 'open', chatmode: 'onmessage' }, ['critical rooms.open']],
    [
      'rooms, without a mention by their defaults',
      { groupPolicy: 'open', rooms: { '*': { requireMention: false } } },
      ['critical rooms.open'],
    ],
    ['every room', { rooms: { '*': { allow: true } } }, ['warn rooms.every_room']],
    ['every room, for everybody', { rooms: { '*': { allow: true, users: ['*'] } } }, ['warn rooms.every_room']],
    [
      'direct messages, and no room by their list',
      { dmPolicy: 'allowlist', allowFrom: ['*'] },
      ['critical dm.wildcard'],
    ],
    ['rooms, by a wildcard', { groupAllowFrom: ['*'] }, ['warn rooms.wildcard']],
    ['direct messages, by a wildcard', { allowFrom: ['*'], groupPolicy: 'disabled' }, ['critical dm.wildcard']],
    ['commands', { commandAllowFrom: ['*'] }, ['critical commands.wildcard']],
    ['names without effect', { groupAllowFrom: ['@alice'] }, ['warn lists.names_inert']],
    ['names without effect in a room', { rooms: { Room1: { users: ['@alice'] } } }, ['warn lists.names_inert']],
  ])('%s', (_name, section, expected) => {
    expect(brief(exposed(section))).toEqual(expected);
  });

  test.each([
    ['http://chat.example.com', true],
    ['http://203.0.113.9:3000', true],
    ['https://chat.example.com', false],
    ['http://localhost:3000', false],
    ['http://127.0.0.1:3000', false],
    ['http://[::1]:3000', false],
    ['http://10.1.2.3', false],
    ['http://rocketchat:3000', false],
    ['http://chat.local', false],
    ['http://chat.internal', false],
    ['http://[2606:4700::1111]', true],
  ])('an address without TLS: %s %s', (baseUrl, isFound) => {
    expect(brief(exposed({ baseUrl }))).toEqual(isFound ? ['warn base_url.no_tls'] : []);
  });

  test('and names the key where it stands', () => {
    const section = { groupPolicy: 'open', accounts: { work: { sharedSecret: aSecret(2), commandAllowFrom: ['*'] } } };
    const [rooms, commands] = exposed(section, 'work');
    expect(rooms?.remediation).toContain('channels.rocketchat.groupPolicy');
    expect(commands?.remediation).toContain('channels.rocketchat.accounts.work.commandAllowFrom');
  });
});

describe('a secret in the file', () => {
  const reference = { source: 'env', provider: 'default', id: 'SECRET' };
  test.each<[string, object, string, string[]]>([
    ['as it is', {}, 'default', ['channels.rocketchat.sharedSecret']],
    ['as a reference', { sharedSecret: reference }, 'default', []],
    ['as a variable', { sharedSecret: '$'.concat('{SECRET}') }, 'default', []],
    [
      'and the one before',
      { previousSharedSecret: aSecret(2) },
      'default',
      ['channels.rocketchat.sharedSecret', 'channels.rocketchat.previousSharedSecret'],
    ],
    [
      'of an account',
      { accounts: { work: { sharedSecret: aSecret(2) } } },
      'work',
      ['channels.rocketchat.accounts.work.sharedSecret'],
    ],
    ['of another account', { accounts: { work: {} } }, 'work', []],
  ])('%s', (_name, section, accountId, keys) => {
    const found = findPlainSecrets(configOf(section), accountId);
    expect(found.map(({ detail }) => detail.split(' ')[0])).toEqual(keys);
    expect(JSON.stringify(found)).not.toContain('rcoc_');
  });
});

describe('[S24e] a previous secret that is still accepted', () => {
  test.each<[string, object, string, string[]]>([
    ['at the root', { previousSharedSecret: aSecret() }, 'default', ['channels.rocketchat.previousSharedSecret']],
    [
      'of an account',
      { accounts: { work: { previousSharedSecret: { source: 'env', provider: 'default', id: 'OLD' } } } },
      'work',
      ['channels.rocketchat.accounts.work.previousSharedSecret'],
    ],
    ['of another account', { previousSharedSecret: aSecret(), accounts: { work: {} } }, 'work', []],
    ['none', { sharedSecret: aSecret() }, 'default', []],
  ])('%s', (_name, section, accountId, keys) => {
    const found = findPreviousSecret(configOf(section), accountId);
    expect(found.map(({ severity, detail }) => `${severity} ${detail.split(' ')[0]}`)).toEqual(
      keys.map((key) => `warn ${key}`),
    );
    expect(found.map(({ remediation }) => remediation).join()).toContain(
      keys.map((key) => `openclaw config unset ${key}`).join(),
    );
    expect(JSON.stringify(found)).not.toContain('rcoc_');
  });
});
