// Long: where no answer can come, the app first waits two seconds for a sign that it can.
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { report } from '../../promises.ts';
import { TEST_AUTHORITY } from './certificates.ts';
import { NETWORK_ROWS } from './network-rows.ts';
import { PERMISSION_ROW } from './permission-rows.ts';
import type { Form, Reads, Row } from './row.ts';
import { INSTALLATION_ROWS, SIDE_ROWS } from './side-rows.ts';
import { BOT, openStage } from './stage.ts';

const ROWS: readonly Row[] = [...NETWORK_ROWS, ...SIDE_ROWS, ...INSTALLATION_ROWS, PERMISSION_ROW].sort(
  (a, b) => a.n - b.n,
);
const PATIENCE = { timeout: 20_000, interval: 20 };
const HELLO = `@${BOT} hello`;

let stage: Awaited<ReturnType<typeof openStage>>;
let rooms = 0;
const held = new Map<Row, number>();
const trusted = tls.getCACertificates('default');

beforeAll(async () => {
  tls.setDefaultCACertificates([...trusted, TEST_AUTHORITY]);
  stage = await openStage();
});

afterAll(async () => {
  tls.setDefaultCACertificates(trusted);
  await stage?.close();
  const whole = ROWS.filter((row) => held.get(row) === row.forms.length);
  const what = 'named with their cure on each side that can know, and to the person';
  report({ where: 'set-ups', what, tried: ROWS.length, held: whole.length, note: `${formsOf(ROWS)} forms of them` });
});

const formsOf = (rows: readonly Row[]) => rows.reduce((sum, { forms }) => sum + forms.length, 0);

/** What only this person sees of the app there, from now on. */
async function whisperTo(username: string, roomId: string, { store }: Workspace): Promise<string> {
  const uid = findUserByName(store, username)?._id;
  return vi.waitFor(() => {
    const told = store.ephemerals.filter((each) => each.uid === uid && each.rid === roomId);
    expect(told).not.toEqual([]);
    return told.map(({ text }) => text).join('\n');
  }, PATIENCE);
}

/** Asked in a room in which nobody has had a hint yet. */
async function askBot(workspace: Workspace): Promise<() => Promise<string>> {
  const members = ['bob', BOT];
  const { _id } = await workspace.client('alice').createRoom(`set-up-${++rooms}`, { members });
  await workspace.client('bob').say(_id, HELLO);
  return () => whisperTo('bob', _id, workspace);
}

/** `/openclaw status`. */
async function askStatus(workspace: Workspace): Promise<string> {
  const { _id } = await workspace.client('alice').createRoom(`status-${++rooms}`, {});
  await workspace.client('alice').command(_id, '/openclaw status');
  return whisperTo('alice', _id, workspace);
}

function expectToRead(side: string, reads: Reads, text: string): void {
  if ('cannot' in reads) return;
  for (const pattern of reads) expect(text, side).toMatch(pattern);
}

const isKnown = (reads: Reads): boolean => !('cannot' in reads);

async function showForm({ set, app, gateway, person, logs }: Form): Promise<void> {
  await set(stage);
  const workspace = stage.looksAt();
  const reads = isKnown(person) ? await askBot(workspace) : undefined;
  const [told = '', status = ''] = await Promise.all([reads?.(), isKnown(app) ? askStatus(workspace) : undefined]);
  const says = await stage.gateway.says();
  expectToRead('the person', person, told);
  expectToRead('the app', app, status);
  expectToRead('the gateway', gateway, says);
  if (logs) expectToRead('the log', logs.says, await logs.of(stage));
}

describe.each(ROWS)('set-up $n, $name', (row) => {
  test.each(row.forms)('$name', async (form) => {
    await stage.mend();
    expect(await askStatus(stage.workspace)).toMatch(/^✅ Connected to OpenClaw at /);
    await showForm(form);
    held.set(row, (held.get(row) ?? 0) + 1);
  });
});
