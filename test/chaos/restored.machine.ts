// Long: a gateway of its own that starts twice, and the backup and a list by the command line in between.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aMessage, anEdit } from '../gateway-endpoint/event.ts';
import { report } from '../promises.ts';
import { type AppAndGateway, prepareGateway } from './app-and-gateway.ts';

const WAIT = { timeout: 60_000, interval: 100 };
const ONCE = { asked: 1, answered: 1 };
const ASKED = ['answered-before', 'under-way', 'waits', 'came-later'] as const;

let own: AppAndGateway;

beforeAll(async () => {
  own = await prepareGateway([...ASKED, 'asked-after'], { groupPolicy: 'open' });
  await own.start();
}, 180_000);
afterAll(() => own?.stop());

/** Messages of one room, so that each comes after the one before. */
const told = (id: string) => aMessage({ id, text: `@openclaw ${id}` });

async function push(...events: Parameters<AppAndGateway['app']['push']>[1]): Promise<void> {
  expect((await own.app.push(own.gateway().url, events)).status).toBe(202);
}

const untilCounted = (counts: Partial<ReturnType<AppAndGateway['counts']>>) =>
  vi.waitFor(() => expect(own.counts()).toMatchObject(counts), WAIT);

async function backUp(): Promise<string> {
  const output = path.join(own.folder, 'backups');
  mkdirSync(output);
  const { code, stdout, stderr } = await own
    .gateway()
    .cli(['backup', 'create', '--output', output, '--no-include-workspace', '--json']);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { archivePath: string }).archivePath;
}

/** As an operator does it: the state of now is gone, and the one of the backup is in its place. */
function restore(archive: string): void {
  const unpacked = path.join(own.folder, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  const config = files.find((file) => path.basename(file) === 'openclaw.json');
  if (!config) throw new Error(`no configuration among ${files.join(', ')}`);
  rmSync(own.stateDir, { recursive: true });
  cpSync(path.join(unpacked, path.dirname(config)), own.stateDir, { recursive: true });
}

test('[L5] a backup that a running gateway made is restored: nothing is answered twice, and what comes is answered', async () => {
  await push(told('answered-before'));
  await untilCounted({ 'answered-before': ONCE });
  const goOn = own.holdModel();
  await push(told('under-way'));
  await untilCounted({ 'under-way': { asked: 1, answered: 0 } });
  await push(told('waits'));
  const archive = await backUp();
  goOn();
  await untilCounted({ 'under-way': ONCE, waits: ONCE });
  const cameLater = told('came-later');
  await push(cameLater);
  await untilCounted({ 'came-later': ONCE });

  await own.gateway().stop();
  restore(archive);
  await own.start();
  // The app sends again the events whose answers it has not got, and an edit of what the gateway no longer knows.
  await push(told('waits'), anEdit({ id: 'came-later', text: '@openclaw came-later, corrected', at: cameLater.at }));
  await push(told('asked-after'));
  await untilCounted({ 'asked-after': ONCE });

  const counts = own.counts();
  const held = ASKED.filter((words) => counts[words]?.asked === 1 && counts[words]?.answered === 1).length;
  report({ where: 'restored', what: 'nothing is answered twice', tried: ASKED.length, held });
  expect(counts).toEqual(Object.fromEntries([...ASKED, 'asked-after'].map((words) => [words, ONCE])));
  const { stdout } = await own.gateway().cli(['rocketchat', 'failed']);
  expect(stdout).toMatch(/restored/);
  expect(stdout).toContain('waits');
}, 200_000);
