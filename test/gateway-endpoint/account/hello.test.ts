import { GatewayHello } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { gatewayHello } from '../../../gateway-endpoint/src/account/hello.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { configOf } from '../services.ts';

const commands = ['!status', '!new', '!help', '!model', '!queue', '!stop', '!approve'];
const nothing = { commandPrefixes: commands, oncharPrefixes: [], answersEveryMessageIn: [], mentionAll: false };

test.each<[string, object, object]>([
  ['by default only commands', {}, {}],
  ['another prefix', { commandPrefix: '$' }, { commandPrefixes: commands.map((each) => each.replace('!', '$')) }],
  ['no prefix', { commandPrefix: '' }, { commandPrefixes: [] }],
  ['everybody', { mentionAll: true }, { mentionAll: true }],
  ['all rooms, by the account', { requireMention: false }, { answersEveryMessageIn: ['*'] }],
  ['all rooms, by chatmode', { chatmode: 'onmessage' }, { answersEveryMessageIn: ['*'] }],
  ['all rooms, by their defaults', { rooms: { '*': { requireMention: false } } }, { answersEveryMessageIn: ['*'] }],
  ['one room', { rooms: { '#ops': { requireMention: false }, dev: {} } }, { answersEveryMessageIn: ['#ops'] }],
  [
    'a room that differs from all others',
    { requireMention: false, rooms: { ops: { requireMention: true } } },
    { answersEveryMessageIn: ['*'] },
  ],
  ['no closed room', { rooms: { ops: { requireMention: false, allow: false } } }, {}],
  [
    'only those of a list',
    { requireMention: false, rooms: { ops: { allow: true }, dev: {} } },
    { answersEveryMessageIn: ['ops'] },
  ],
  ['nothing where rooms are off', { requireMention: false, groupPolicy: 'disabled' }, {}],
  ['the prefix of the account', { chatmode: 'onchar' }, { oncharPrefixes: ['>'] }],
  ['no prefix without its mode', { oncharPrefixes: ['?'] }, {}],
  [
    'the prefixes of the account and of its rooms, once each',
    {
      chatmode: 'onchar',
      oncharPrefixes: ['>', '?'],
      rooms: { ops: { chatmode: 'onchar', oncharPrefixes: ['?', '$'] }, dev: { chatmode: 'oncall' } },
    },
    { oncharPrefixes: ['>', '?', '$'] },
  ],
])('the app hears of %s', (_name, section, activation) => {
  const { policy } = resolveAccount(configOf(section), 'default');
  const hello = gatewayHello('default', policy, 1);
  expect(hello.activation).toEqual({ ...nothing, ...activation });
  expect(GatewayHello.parse(hello)).toEqual(hello);
});
