import { randomBytes } from 'node:crypto';
import { APP_ID, commandRoute, deriveKey, type Key, sign, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installed, startInstalled } from './installed-app.ts';

const before = writeSecret(randomBytes(32));
const after = writeSecret(randomBytes(32));
const COMMANDS = 300;
let installed: Installed;

beforeAll(async () => {
  installed = await startInstalled('node', before);
});
afterAll(() => installed?.workspace.stop());

test(`${COMMANDS} commands while the app's secret is changed: none is refused, each is done once`, async () => {
  const { workspace, gateway } = installed;
  const settings = (shared_secret: string, previous_shared_secret: string) =>
    workspace.app(APP_ID).setSettings({ shared_secret, previous_shared_secret });
  const keys = {
    before: await deriveKey(before, 'command', 'default'),
    after: await deriveKey(after, 'command', 'default'),
  };
  let key: Key = keys.before;
  const steps = [
    () => settings(before, after),
    async () => {
      key = keys.after;
    },
    () => settings(after, ''),
  ];
  const statuses: number[] = [];
  for (let n = 0; n < COMMANDS; n++) {
    const step = n % 75 === 40 ? steps.shift()?.() : undefined;
    const payload = JSON.stringify({ v: 1, command: 'post', key: `k${n}`, roomId: 'GENERAL', text: `message ${n}` });
    const token = await sign(payload, commandRoute('default'), key, { now: Date.now(), nonce: randomBytes(16) });
    statuses.push((await gateway.post(payload, token)).status);
    await step;
  }
  expect(steps).toEqual([]);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const posted = [...workspace.store.messages.values()]
    .map(({ msg }) => msg)
    .filter((text) => text.startsWith('message '));
  expect([posted.length, new Set(posted).size]).toEqual([COMMANDS, COMMANDS]);

  const late = JSON.stringify({ v: 1, command: 'post', key: 'late', roomId: 'GENERAL', text: 'by the old key' });
  const token = await sign(late, commandRoute('default'), keys.before, { now: Date.now(), nonce: randomBytes(16) });
  expect((await gateway.post(late, token)).status).toBe(401);
}, 120_000);
