import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { Refusal } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openGatewayHello } from '../../../rc-app/src/memory/gateway-hello.ts';
import { remember } from '../../../rc-app/src/memory/remembered.ts';
import type { Connection } from '../../../rc-app/src/settings/connection.ts';

const MINUTE = 60_000;

const connectionOf = (kid: string) => ({ accountId: 'default', eventKeys: { current: { kid } } }) as Connection;
const aHello = (now: number, commands = ['!status']) => ({
  pluginVersion: '0.1.0',
  accountId: 'default',
  activation: { commandPrefixes: commands, oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
  now,
});

/** The rows of the server, which outlive a sandbox, and how often they were read. */
function aServer(rows: object[] = []) {
  const readByAssociation = vi.fn(async () => [...rows]);
  const read = { getPersistenceReader: () => ({ readByAssociation }) } as unknown as IRead;
  const persistence = {
    removeByAssociation: async () => rows.splice(0),
    createWithAssociation: async (row: object) => void rows.push(row),
  } as unknown as IPersistence;
  return { rows, read, persistence, readByAssociation };
}

/** A sandbox that has just been started, with these settings. */
const started = (connection: () => Connection) =>
  openGatewayHello(
    remember(async () => connection()),
    MINUTE,
  );

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a noted hello is known at once, and after a crash once it was saved', async () => {
  const { read, persistence, rows } = aServer();
  const ours = connectionOf('k1');
  const before = started(() => ours);
  before.note(aHello(1), ours);
  expect(await before.get(read)).toEqual(aHello(1));
  expect(await started(() => ours).get(read)).toBeUndefined();
  await before.save(persistence);
  await before.save(persistence);
  expect(rows).toHaveLength(1);
  expect(await started(() => ours).get(read)).toEqual(aHello(1));
});

test('a hello that could not be saved yet is not lost by the minute’s end', async () => {
  const { read } = aServer();
  const gateway = started(() => connectionOf('k1'));
  gateway.note(aHello(1), connectionOf('k1'));
  vi.advanceTimersByTime(2 * MINUTE);
  expect(await gateway.get(read)).toEqual(aHello(1));
});

test('one hello takes the place of the other; of two servers’ rows the later counts', async () => {
  const { read, persistence, rows } = aServer();
  const gateway = started(() => connectionOf('k1'));
  for (const now of [1, 2]) {
    gateway.note(aHello(now), connectionOf('k1'));
    await gateway.save(persistence);
  }
  expect(rows).toEqual([{ kid: 'k1', hello: aHello(2) }]);
  rows.push({ kid: 'k1', hello: aHello(5, ['!new']) }, { kid: 'k1', hello: aHello(3) });
  gateway.forget();
  expect(await gateway.get(read)).toEqual(aHello(5, ['!new']));
});

test('it is read once a minute, so that another server’s is heard of', async () => {
  const { read, rows, readByAssociation } = aServer();
  const gateway = started(() => connectionOf('k1'));
  for (let i = 0; i < 3; i++) expect(await gateway.get(read)).toBeUndefined();
  expect(readByAssociation).toHaveBeenCalledTimes(1);
  rows.push({ kid: 'k1', hello: aHello(1) });
  vi.advanceTimersByTime(MINUTE);
  expect(await gateway.get(read)).toEqual(aHello(1));
});

test.each<[string, object[]]>([
  ['of another account or secret', [{ kid: 'k2', hello: aHello(9) }]],
  ['of an older version of the app', [{ kid: 'k1', hello: { pluginVersion: '0.0.1', activation: {} } }]],
  ['that is none', [{}]],
])('a hello %s is not ours', async (_, rows) => {
  expect(await started(() => connectionOf('k1')).get(aServer(rows).read)).toBeUndefined();
});

test('while the settings are incomplete no hello is ours, and nothing fails', async () => {
  const { read } = aServer([{ kid: 'k1', hello: aHello(1) }]);
  const gateway = started(() => {
    throw new Refusal('not-ready', 'not connected yet');
  });
  expect(await gateway.get(read)).toBeUndefined();
});

test('a server that cannot write is asked again with the next event', async () => {
  const { read, rows, persistence } = aServer();
  const gateway = started(() => connectionOf('k1'));
  gateway.note(aHello(1), connectionOf('k1'));
  const broken = { removeByAssociation: async () => Promise.reject(new Error('no disk')) } as unknown as IPersistence;
  await expect(gateway.save(broken)).resolves.toBeUndefined();
  expect(await gateway.get(read)).toEqual(aHello(1));
  await gateway.save(persistence);
  expect(rows).toHaveLength(1);
});
