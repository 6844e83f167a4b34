import { beforeEach, expect, test } from 'vitest';
import { commandInOrder } from '../../../gateway-endpoint/src/turn/command-in-order.ts';
import { enterLine, isInLine } from '../../../gateway-endpoint/src/turn/line.ts';
import { runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import { aTurn } from './a-turn.ts';

let n = 0;
let sessionKey: string;
beforeEach(() => {
  sessionKey = `command-in-order-${++n}`;
});

const BOB = { accountId: 'default', userId: 'Bob1' };

async function aCommand(name: string) {
  const noted: string[] = [];
  const { turn } = await aTurn({ claim: { onAbandoned: async () => void noted.push('waits for its next attempt') } });
  const onWait = () => void noted.push('waits');
  const given = { command: { name }, sessionKey, answersAt: 'here', onWait };
  const ending = commandInOrder(given, turn.claim, async () => void noted.push(name));
  return { noted, ending };
}

test.each(['new', 'reset'])('a slash command that begins a new session waits for those before it: %s', async (name) => {
  const place = enterLine(sessionKey, 'here');
  const { noted, ending } = await aCommand(name);
  const run = runStarted(sessionKey, BOB);
  place.leave();
  await Promise.resolve();
  expect(noted).toEqual(['waits']);
  run.ends();
  expect(await ending).toBe(true);
  expect(noted).toEqual(['waits', name]);
});

test.each(['Bob1', 'Carol1'])('it waits for the turn of %s as well, whose answer would be lost', async (userId) => {
  const run = runStarted(sessionKey, { ...BOB, userId });
  const { noted, ending } = await aCommand('new');
  expect(noted).toEqual(['waits']);
  run.ends();
  expect(await ending).toBe(true);
  expect(noted).toEqual(['waits', 'new']);
});

test('one that tells something waits for nobody, and neither does a new session where nothing runs', async () => {
  expect((await aCommand('new')).noted).toEqual(['new']);
  const run = runStarted(sessionKey, BOB);
  const place = enterLine(sessionKey, 'here');
  expect((await aCommand('status')).noted).toEqual(['status']);
  place.leave();
  run.ends();
});

test('one that waits goes after a message that comes again', async () => {
  const place = enterLine(sessionKey, 'here');
  const { noted, ending } = await aCommand('new');
  place.comesAgain();
  expect(await ending).toBe(false);
  expect(noted).toEqual(['waits', 'waits for its next attempt']);
});

test('one whose account stops while it waits is not carried out', async () => {
  const before = enterLine(sessionKey, 'here');
  const stop = new AbortController();
  const { turn } = await aTurn({ claim: { abortSignal: stop.signal } });
  const given = { command: { name: 'new' }, sessionKey, answersAt: 'here', onWait: () => undefined };
  const ending = commandInOrder(given, turn.claim, () => expect.unreachable('it was carried out'));
  stop.abort(new Error('the account stops'));
  await expect(ending).rejects.toThrow('the account stops');
  before.leave();
  expect(isInLine(sessionKey)).toBe(false);
});

test('one that fails leaves the line', async () => {
  const before = enterLine(sessionKey);
  const { turn } = await aTurn();
  const given = { command: { name: 'new' }, sessionKey, answersAt: 'here', onWait: () => undefined };
  const failing = commandInOrder(given, turn.claim, () => Promise.reject(new Error('no')));
  before.leave();
  await expect(failing).rejects.toThrow('no');
  expect(enterLine(sessionKey).wantsToGo('alone')).toBeUndefined();
});
