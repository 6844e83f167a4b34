import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../../gateway-endpoint/src/config/account.ts';
import { findShared } from '../../../../gateway-endpoint/src/plugin/security/wall-findings.ts';
import { advise } from '../../../../gateway-endpoint/src/plugin/setup/connect-lines.ts';
import { status } from '../../../../gateway-endpoint/src/plugin/status/status.ts';
import { configOf } from '../../services.ts';

const PRIVATE = { session: { dmScope: 'per-account-channel-peer' } } as const;

function found(section: object, more: object = {}, accountId = 'default'): string[] {
  const cfg: OpenClawConfig = { ...configOf(section), ...more };
  const findings = findShared(resolveAccount(cfg, accountId, {}), cfg);
  return findings.map(({ checkId, severity }) => `${severity} ${checkId.replace('channels.rocketchat.', '')}`);
}

const TWO = { accounts: { work: {} } };
const owner = (...ownerAllowFrom: string[]) => ({ ...PRIVATE, commands: { ownerAllowFrom } });
const elevated = (entry: string) => ({ ...PRIVATE, tools: { elevated: { allowFrom: { rocketchat: [entry] } } } });

describe('[S21] direct conversations', () => {
  test.each<[string, object, Partial<OpenClawConfig>, string[]]>([
    ['of anyone who gets a code', {}, {}, ['warn dm.shared_session']],
    ['of everybody', { dmPolicy: 'open', allowFrom: ['*'] }, {}, ['critical dm.shared_session']],
    ['of everybody, by a wildcard', { dmPolicy: 'allowlist', allowFrom: ['*'] }, {}, ['critical dm.shared_session']],
    ['of two', { dmPolicy: 'allowlist', allowFrom: ['Alice1', 'Bob1'] }, {}, ['warn dm.shared_session']],
    ['of a group', { dmPolicy: 'allowlist', allowFrom: ['accessGroup:team'] }, {}, ['warn dm.shared_session']],
    ['in one session by another key', {}, { session: { scope: 'global' } }, ['warn dm.shared_session']],
    ['of one', { dmPolicy: 'allowlist', allowFrom: ['Alice1'] }, {}, []],
    ['of nobody', { dmPolicy: 'disabled', allowFrom: ['*'] }, {}, []],
    ['that are apart', { dmPolicy: 'open', allowFrom: ['*'] }, PRIVATE, []],
    ['that are apart by channel', {}, { session: { dmScope: 'per-channel-peer' } }, []],
  ])('%s', async (_name, section, more, findings) => {
    expect(found(section, more)).toEqual(findings);
    const cfg = { ...configOf(section), ...more };
    const account = resolveAccount(cfg, 'default', {});
    const snapshot = await status.buildAccountSnapshot?.({ account, cfg });
    const issues = status.collectStatusIssues?.(snapshot ? [snapshot] : []) ?? [];
    const isShared = findings.length > 0;
    expect(issues.map(({ message }) => /may tell one of them what another has said/.test(message))).toEqual(
      isShared ? [true] : [],
    );
    expect(advise(cfg).join('\n').includes('openclaw config set session.dmScope per-account-channel-peer')).toBe(
      isShared,
    );
  });

  test('of another account are apart in any case', () => {
    const cfg = { ...configOf({ dmPolicy: 'open', allowFrom: ['*'], ...TWO }), bindings: [] };
    expect(found(cfg.channels.rocketchat, {}, 'work').filter((line) => line.includes('dm.'))).toEqual([]);
    expect(advise(cfg, 'work')).toEqual([]);
  });
});

describe('[S6] [S7] workspaces share', () => {
  const own = { type: 'route', agentId: 'work', match: { channel: 'rocketchat', accountId: 'work' } } as const;
  const agents = { list: [{ id: 'main', default: true }, { id: 'work' }] };

  test.each<[string, object, object, string, string[]]>([
    ['one agent', TWO, PRIVATE, 'work', ['warn accounts.shared_agent']],
    ['an agent each', TWO, { ...PRIVATE, agents, bindings: [own] }, 'work', []],
    ['one agent, where one account is off', { accounts: { work: { enabled: false } } }, PRIVATE, 'default', []],
    [
      'lists at the root',
      { ...TWO, allowFrom: ['Alice1'], rooms: { ops: {} } },
      { ...PRIVATE, agents, bindings: [own] },
      'work',
      ['info accounts.lists_not_inherited'],
    ],
    ['an owner of the default account', {}, owner('rocketchat:Alice1'), 'default', []],
    [
      'an owner of another one',
      TWO,
      { ...owner('rocketchat:work/Alice1'), agents, bindings: [own] },
      'work',
      ['info owners.other_account'],
    ],
    ['elevated tools for a name', {}, elevated('username:alice'), 'default', ['critical elevated.names']],
    ['elevated tools for an id', {}, elevated('Alice1'), 'default', []],
  ])('%s', (_name, section, more, accountId, findings) => {
    expect(found(section, more, accountId)).toEqual(findings);
  });

  test('owners of an account that does not exist', () => {
    const cfg: OpenClawConfig = { channels: { rocketchat: { accounts: { work: {} } } }, ...owner('rocketchat:Alice1') };
    const [finding] = findShared(resolveAccount(cfg, 'work', {}), cfg);
    expect(finding).toMatchObject({
      severity: 'warn',
      remediation: 'Name the account, such as "rocketchat:work/Alice1".',
    });
  });
});
