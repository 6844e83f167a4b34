import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import { expect, test } from 'vitest';
import { readCommand } from '../../../gateway-endpoint/src/gate/command.ts';

const OPENCLAWS = ['think', 'reset', 'whoami', 'exec', 'approve', 'btw'];
const READING = {
  prefix: '!',
  isOpenClaws: (text: string) => OPENCLAWS.some((name) => new RegExp(`^/${name}\\b`, 'i').test(text)),
  isAbort: isAbortRequestText,
};

test.each([
  ['!status', 'everybody', '/status'],
  ['/status', 'everybody', '/status'],
  ['  !STATUS \n', 'everybody', '/status'],
  ['\u200b!new', 'everybody', '/new'],
  ['!help', 'everybody', '/help'],
  ['!help /model x', 'everybody', '/help'],
  ['!stop', 'own-run', '/stop'],
  ['please stop', 'own-run', 'please stop'],
  ['!status /model x', 'operators', '/status /model x'],
  ['!status --all', 'operators', '/status --all'],
  ['/status:', 'operators', '/status:'],
  ['!new gpt-x', 'operators', '/new gpt-x'],
  ['/new local/other hello', 'operators', '/new local/other hello'],
  ['/new: gpt-x', 'operators', '/new: gpt-x'],
  ['!new\ngpt-x', 'operators', '/new\ngpt-x'],
  ['!new@openclaw gpt-x', 'operators', '/new@openclaw gpt-x'],
  ['!new\u00a0gpt', 'operators', '/new\u00a0gpt'],
  ['!model', 'operators', '/model'],
  ['!queue', 'operators', '/queue'],
  ['!queue collect debounce:2s', 'operators', '/queue collect debounce:2s'],
  ['/model gpt-x', 'operators', '/model gpt-x'],
  ['!stop all', 'operators', '/stop all'],
  ['/reset gpt-x', 'operators', '/reset gpt-x'],
  ['/think:high', 'operators', '/think:high'],
  ['/exec host=gateway', 'operators', '/exec host=gateway'],
  ['/approve 1 allow-once', 'approvers', '/approve 1 allow-once'],
  ['!approve 1 allow-once', 'approvers', '/approve 1 allow-once'],
  ['!approve', 'approvers', '/approve'],
  ['/btw what', 'operators', '/btw what'],
  ['!modle gpt', 'unknown', '/modle gpt'],
  ['!statsu', 'unknown', '/statsu'],
  ['!Stat', 'unknown', '/Stat'],
  ['!hlep', 'unknown', '/hlep'],
  ['!stopp', 'unknown', '/stopp'],
  ['!whoami', 'unknown', '/whoami'],
])('[S3] %j needs the right of %s', (written, rule, text) => {
  expect(readCommand(written, READING)).toMatchObject({ rule, text });
});

test.each([
  ['!status?', 'everybody', '/status'],
  ['!stop!', 'own-run', '/stop'],
  ['!new…', 'everybody', '/new'],
  ['!stop, please', 'operators', '/stop, please'],
])('[F25] signs behind a command change nothing: %s is for %s', (text, rule, read) => {
  expect(readCommand(text, READING)).toMatchObject({ rule, text: read });
});

test.each([
  '!important please look at it',
  '!!! urgent',
  '! hi',
  '!5 > 3',
  '!',
  '!!status',
  '! status',
  '!/status',
  '!"status"',
  '!lunch',
  '!crop',
  '!hew',
  '!st',
  '!-status',
  '!_',
  '!… well',
])('[F5] %j is said to the agent', (written) => {
  expect(readCommand(written, READING)).toBeUndefined();
});

test.each(['hello /model x', 'status', 'new gpt-x', 'what is !status?', '/lunch', ''])(
  '%j is no command',
  (written) => {
    expect(readCommand(written, READING)).toBeUndefined();
  },
);

test.each<[string, object]>([
  ['!status', { name: 'status', text: '/status', rule: 'everybody', isOurs: true }],
  ['!help me', { name: 'help', text: '/help', rule: 'everybody', isOurs: true }],
  ['!approve 1 deny', { name: 'approve', text: '/approve 1 deny', rule: 'approvers', isOurs: true }],
  ['!model gpt', { name: 'model', text: '/model gpt', rule: 'operators', isOurs: true }],
  ['!whoami', { name: 'whoami', text: '/whoami', rule: 'unknown', isOurs: true }],
  ['/whoami', { name: 'whoami', text: '/whoami', rule: 'operators', isOurs: false }],
  ['stop', { name: 'stop', text: 'stop', rule: 'own-run', isOurs: false, isWord: true }],
])('%j is one of our commands, or one of OpenClaw’s, or only a word', (written, command) => {
  expect(readCommand(written, READING)).toEqual(command);
});

test('without a prefix only OpenClaw’s own spelling is a command, and without stop words “stop” is none', () => {
  const reading = { prefix: '', isOpenClaws: () => false };
  expect(['status', 'statsu', '!status', 'stop'].map((text) => readCommand(text, reading))).toEqual(
    Array(4).fill(undefined),
  );
  expect(readCommand('/status', reading)).toMatchObject({ name: 'status' });
});
