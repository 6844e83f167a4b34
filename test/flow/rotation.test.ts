import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runCli } from '../../testbed/gateway/cli.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { openLiveConfig } from './live-config.ts';
import { outcomesOf } from './outcomes-in-log.ts';
import { openPolicy, type PolicyApp } from './policy-app.ts';
import { setSecrets } from './set-secrets.ts';

/** Both sides get a new secret while messages go back and forth at the real gateway, in the order that its CLI names. */
const { url, folder, policies } = inject('gateway');
const before = policies['rotating']?.secret ?? '';
const after = writeSecret(randomBytes(32));
const MESSAGES = 300;
let app: PolicyApp;
let config: Awaited<ReturnType<typeof openLiveConfig>>;

beforeAll(async () => {
  app = await openPolicy('rotating');
  config = await openLiveConfig();
});
afterAll(async () => {
  await config?.restore();
  await app?.stop();
});

const statuses: number[] = [];

/** As the outbox does: what a starting account does not take is sent again, under its id. */
async function deliver(n: number): Promise<string> {
  // One in thirty is a question, so that commands go the other way.
  const event = aMessage({ id: `rotated${n}`, mentioned: n % 30 === 0, room: { id: `Rotating${n % 10}` } });
  for (;;) {
    const status = await app.push(url, [event]).then(
      (answer) => answer.status,
      () => 0,
    );
    statuses.push(status);
    if (status === 202) return event.id;
    if (![0, 404, 503].includes(status)) throw new Error(`event ${n} was answered ${status}`);
    await sleep(100);
  }
}

const secrets = (current: string, previous?: string) => setSecrets('rotating', { current, previous }, config);

test(`${MESSAGES} messages during a rotation: none is lost, none unauthorised`, async () => {
  const steps = [
    () => app.changeSecrets({ current: before, previous: after }),
    () => secrets(after, before),
    () => app.changeSecrets({ current: after }),
    () => secrets(after),
  ];
  const ids: string[] = [];
  let under: Promise<void> | undefined;
  for (let n = 0; n < MESSAGES; n++) {
    // In the middle of the traffic, not beside it: the next deliveries do not wait for a step to be complete.
    const step = n % 60 === 30 ? steps.shift()?.() : undefined;
    ids.push(await deliver(n));
    if (n % 60 === 59) await under;
    under = step ?? under;
  }
  expect(steps).toEqual([]);
  const outcomes = await outcomesOf(ids, folder);
  const turns = [...outcomes.values()].filter((outcome) => outcome === 'turn').length;
  expect([outcomes.size, turns]).toEqual([MESSAGES, MESSAGES / 30]);
  expect(statuses.filter((status) => status === 401)).toEqual([]);
  expect(app.refused).toEqual([]);
  console.log(
    `rotation: ${MESSAGES} sent, 0 lost, 0 unauthorised, ${statuses.length - MESSAGES} deliveries repeated while the account started anew`,
  );
}, 400_000);

test('afterwards the old secret opens nothing, and the CLI shows the new keys', async () => {
  await app.changeSecrets({ current: before });
  expect((await app.push(url, [aMessage({ id: 'by-the-old-key' })])).status).toBe(401);
  await app.changeSecrets({ current: after });
  const { stdout } = await runCli(await isolate(folder), ['rocketchat', 'keys', '--account', 'rotating']);
  expect(stdout).toMatch(/^rotating: events \S{12}, commands \S{12}\n/);
  expect(stdout).not.toContain('still accepted');
}, 120_000);
