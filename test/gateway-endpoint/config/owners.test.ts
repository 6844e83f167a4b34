import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { ownersOf } from '../../../gateway-endpoint/src/config/owners.ts';
import { approvalCapability } from '../../../gateway-endpoint/src/interactions/approvers.ts';
import { BOT } from '../fake-app.ts';
import { ask } from '../gate/ask.ts';
import { configOf } from '../services.ts';

const LIST = [
  'rocketchat:Owner1',
  'Owner2',
  'ROCKETCHAT:work/Owner1',
  'rocketchat:work/Owner3',
  'slack:Owner4',
  'rocketchat:*',
  '*',
  'rocketchat:work/a/b',
];

describe('[S7] owners', () => {
  test.each([
    ['default', ['Owner1', 'Owner2']],
    ['work', ['Owner1', 'Owner3']],
    ['wor', []],
    ['other', []],
  ])('of %s are %j', (accountId, owners) => {
    expect(ownersOf({ commands: { ownerAllowFrom: LIST } }, accountId)).toEqual(owners);
  });

  test.each([
    ['the account that the entry means', 'default', 'rocketchat:Owner1', 'Owner1', true],
    ['somebody of that id elsewhere', 'work', 'rocketchat:Owner1', 'work/Owner1', false],
    ['the account that the entry names', 'work', 'rocketchat:work/Owner1', 'work/Owner1', true],
    ['somebody of that id in the default one', 'default', 'rocketchat:work/Owner1', 'Owner1', false],
    ['who calls themselves so', 'default', 'rocketchat:work/Owner1', 'default/work~2fOwner1', false],
    ['a name of another account', 'work', 'rocketchat:Owner1', 'Owner1', false],
  ])('approve in %s', (_name, accountId, owner, senderId, authorized) => {
    const cfg = { ...configOf({ accounts: { work: {} } }), commands: { ownerAllowFrom: [owner] } };
    expect(approvalCapability.authorizeActorAction({ cfg, accountId, senderId }).authorized).toBe(authorized);
  });

  test('an account’s own approvers are people of it, with or without its name', () => {
    const approvers = ['Alice1', 'work/Bob1', 'other/Carol1'];
    const cfg = configOf({ accounts: { work: { execApprovals: { approvers } } } });
    expect(resolveAccount(cfg, 'work', {}).approvers).toEqual(['Alice1', 'Bob1']);
  });
});

describe('[S7] lists at the root', () => {
  const ROOT = {
    dmPolicy: 'allowlist',
    allowFrom: ['Alice1'],
    groupAllowFrom: ['Alice1'],
    commandAllowFrom: ['Alice1'],
    reactionAllowlist: ['Alice1'],
    execApprovals: { approvers: ['Alice1'] },
    rooms: { Room1: { allow: true }, '*': { allow: true, requireMention: false } },
  };
  const account = (root: object, work: object = {}) =>
    resolveAccount(configOf({ ...root, accounts: { work } }), 'work', {});

  test('are those of the account default', () => {
    const { policy, approvers, reading } = account(ROOT);
    expect(policy).toMatchObject({ allowFrom: [], groupAllowFrom: [], commandAllowFrom: [] });
    expect(policy.rooms).toEqual({ '*': { requireMention: false } });
    expect({ approvers, reactions: reading.reactionAllowlist }).toEqual({ approvers: [], reactions: [] });
    expect(resolveAccount(configOf(ROOT), 'default', {}).policy).toMatchObject({
      allowFrom: ['Alice1'],
      rooms: ROOT.rooms,
    });
  });

  test('name nobody by a wildcard, which is everyone’s', () => {
    const open = { dmPolicy: 'open', allowFrom: ['*', 'Alice1'], groupAllowFrom: ['*'], commandAllowFrom: ['*'] };
    expect(account(open).policy).toMatchObject({ allowFrom: ['*'], groupAllowFrom: ['*'], commandAllowFrom: [] });
    const rooms = { '*': { allow: true } };
    expect(account({ rooms }).policy.rooms).toEqual(rooms);
  });

  test.each([
    ['rooms that are open to listed people', { ...ROOT, rooms: { '*': { allow: true } } }],
    ['rooms that have their own', { rooms: { '*': { allow: true, users: ['Alice1'] } } }],
    ['rooms that are closed', { groupPolicy: 'open', rooms: { '*': { allow: false } } }],
  ])('open no %s to everybody', async (_name, root) => {
    const said = { text: `@${BOT.username} hello`, mentions: [BOT], room: { id: 'Room2', type: 'channel' } } as const;
    expect(await ask({ ...root, accounts: { work: {} } }, said, { accountId: 'work' })).toMatch(/nobody|not-allowed/);
  });

  test('an account has its own beside them', () => {
    expect(account(ROOT, { allowFrom: ['Bob1'], rooms: { Den: { allow: true } } }).policy).toMatchObject({
      allowFrom: ['Bob1'],
      rooms: { Den: { allow: true } },
    });
  });
});

test.each(['-work', '--', 'constructor', '__proto__'])(
  '[S6] an account named %s is refused, which OpenClaw takes for another',
  (id) => {
    expect(resolveAccount(configOf({ accounts: { [id]: {} } }), id, {}).fault?.code).toBe('bad-account-id');
  },
);
