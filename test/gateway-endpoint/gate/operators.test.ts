import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { mayOperate } from '../../../gateway-endpoint/src/gate/operators.ts';
import { ruleOf } from '../../../gateway-endpoint/src/gate/room-rule.ts';
import { configOf, resolve } from '../services.ts';

interface Wanted {
  readonly section?: object;
  readonly commands?: OpenClawConfig['commands'];
  readonly kind?: 'direct' | 'channel';
}

/** May alice use the commands that change how the agent works? */
async function alice({ section = {}, commands, kind = 'channel' }: Wanted): Promise<boolean> {
  const cfg: OpenClawConfig = { ...configOf(section), ...(commands && { commands }) };
  const account = resolveAccount(cfg, 'default');
  const rule = ruleOf('Room1', account.policy, () => undefined);
  const actor = { id: 'Alice1', username: 'alice' };
  return mayOperate({ actor, kind, roomId: 'Room1', rule, account, cfg }, resolve);
}

const operator = { commandAllowFrom: ['Alice1'] };
const another = { commandAllowFrom: ['Bob1'] };

describe('who may operate', () => {
  test.each<[string, Wanted, boolean]>([
    ['nobody in a room, where nobody is listed', {}, false],
    ['who may write directly, where nobody is listed', { kind: 'direct' }, true],
    ['who is listed', { section: operator }, true],
    ['nobody else, directly either', { section: another, kind: 'direct' }, false],
    ['an owner', { commands: { ownerAllowFrom: ['rocketchat:Alice1'] } }, true],
    ['an owner beside a list of others', { section: another, commands: { ownerAllowFrom: ['Alice1'] } }, true],
    [
      'who is listed, but not where another one owns the gateway',
      { section: operator, commands: { ownerAllowFrom: ['rocketchat:Bob1'] } },
      false,
    ],
  ])('%s', async (_, wanted, expected) => {
    expect(await alice(wanted)).toBe(expected);
  });
});

describe('where OpenClaw has a list of its own', () => {
  test.each<[string, NonNullable<OpenClawConfig['commands']>, boolean]>([
    ['for this channel', { allowFrom: { rocketchat: ['Alice1'] } }, true],
    ['for this channel, of everybody', { allowFrom: { rocketchat: ['*'] } }, true],
    ['for this channel, of others', { allowFrom: { rocketchat: ['Bob1'] } }, false],
    ['for this channel, of nobody', { allowFrom: { rocketchat: [] } }, false],
    ['for all channels', { allowFrom: { '*': ['Alice1'] } }, true],
    ['for all channels, and another one for this', { allowFrom: { '*': ['Alice1'], rocketchat: ['Bob1'] } }, false],
    ['for another channel', { allowFrom: { telegram: ['Bob1'] } }, true],
    ['beside an owner', { allowFrom: { rocketchat: ['Alice1'] }, ownerAllowFrom: ['rocketchat:Bob1'] }, true],
    ['without the owner', { allowFrom: { rocketchat: ['Bob1'] }, ownerAllowFrom: ['rocketchat:Alice1'] }, false],
  ])('%s, it decides about an operator', async (_, commands, expected) => {
    expect(await alice({ section: operator, commands })).toBe(expected);
  });

  test('it makes nobody an operator', async () => {
    expect(await alice({ section: another, commands: { allowFrom: { rocketchat: ['Alice1'] } } })).toBe(false);
  });
});
