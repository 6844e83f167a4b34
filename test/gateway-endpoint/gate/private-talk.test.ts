import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { sharedTalk } from '../../../gateway-endpoint/src/gate/private-talk.ts';
import { configOf } from '../services.ts';

function talkOf(section: object, session?: OpenClawConfig['session'], accountId = 'default') {
  const cfg: OpenClawConfig = { ...configOf({ accounts: { berlin: {} }, ...section }), ...(session && { session }) };
  return sharedTalk(resolveAccount(cfg, accountId), cfg);
}

const open = { dmPolicy: 'open', allowFrom: ['*'] };
const listed = (...allowFrom: string[]) => ({ dmPolicy: 'allowlist', allowFrom });

describe('the agent may tell one person what another has said', () => {
  test.each<[string, object, OpenClawConfig['session']?, string?]>([
    ['where everybody may write to it', open],
    ['where people are paired', { dmPolicy: 'pairing' }],
    ['where two are listed', listed('Alice1', 'Bob1')],
    ['where a group of people is listed', listed('accessGroup:staff')],
    ['where the operator has chosen one session', open, { dmScope: 'main' }],
    ['where the gateway has one session for everything', open, { scope: 'global', dmScope: 'per-peer' }],
    ['in another account of such a gateway', open, { scope: 'global' }, 'berlin'],
  ])('%s', (_, section, session, accountId) => {
    expect(talkOf(section, session, accountId)?.message).toMatch(/^several people may write to the agent directly/);
  });

  test('and how to change that depends on why', () => {
    const command = '`openclaw config set session.dmScope per-account-channel-peer`';
    expect(talkOf(open)).toMatchObject({
      message: expect.stringMatching(/session\.dmScope is "main"$/),
      fix: `run ${command}`,
    });
    expect(talkOf(open, { scope: 'global' })).toMatchObject({
      message: expect.stringMatching(/session\.scope is "global"$/),
      fix: `remove session.scope, and run ${command}`,
    });
  });

  test.each<[string, object, boolean]>([
    ['strangers may write', open, true],
    ['the list names everybody', listed('*'), true],
    ['an operator lets people in', { dmPolicy: 'pairing' }, false],
    ['some are listed', listed('Alice1', 'Bob1'), false],
  ])('to strangers as well, or not: %s', (_, section, isOpen) => {
    expect(talkOf(section)).toMatchObject({ isOpen });
  });
});

describe('people are kept apart', () => {
  test.each<[string, object, OpenClawConfig['session']?, string?]>([
    ['where each has a session', open, { dmScope: 'per-peer' }],
    ['in every other account', open, undefined, 'berlin'],
    ['where only one may write', listed('Alice1')],
    ['where nobody may write', { dmPolicy: 'disabled', allowFrom: ['Alice1', 'Bob1', '*'] }],
  ])('%s', (_, section, session, accountId) => {
    expect(talkOf(section, session, accountId)).toBeUndefined();
  });
});
