import { randomBytes } from 'node:crypto';
import { APP_ID, filePath, LIMITS, RATES, WANTS_HELLO_HEADER, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { appZip, commandPath, type Installed, startInstalled } from './installed-app.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 19 + i * 7));
const SANDBOXES = ['deno', 'node'] satisfies Sandbox[];

type Answer = { ok: boolean; result: { messageId: string; messages: object[] }; error: { code: string } };

describe.each(SANDBOXES)('the path of the app (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
  });

  const hellos = () => gateway.events().flatMap((event) => (event.type === 'app.hello' ? [event.hello] : []));
  const path = () => commandPath(workspace.app(APP_ID).privateHash());

  test('[S15] is in the hello, and admins see it', async () => {
    expect(hellos().map(({ commandPath: told }) => told)).toContain(path());
    expect(await whispersFor(workspace, 'status')).toContain(
      `openclaw config set channels.rocketchat.appPath ${path()}`,
    );
  });

  test.each([
    ['the public path', () => `/api/apps/public/${APP_ID}/commands`],
    ['the hash of another installation', () => commandPath('AnotherInstalled1')],
    ['no hash', () => `/api/apps/private/${APP_ID}//commands`],
    [
      'a hash in other letters',
      () =>
        path()
          .toUpperCase()
          .replace(/^.*PRIVATE.*$/, (all) => all.toLowerCase()),
    ],
    ['a path beside it', () => path().replace('/commands', '/command')],
    ['a path below it', () => `${path()}/more`],
  ])('[S15] %s is 404, and the sandbox does not hear of it', async (_, at) => {
    const before = workspace.logs.length;
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const body = method === 'GET' ? {} : { body: '{"__proto__":1}', headers: { 'content-type': 'application/json' } };
      expect((await fetch(`${workspace.url}${at()}?__proto__=1`, { method, ...body })).status).toBe(404);
    }
    expect(workspace.logs.slice(before)).toEqual([]);
    expect(await commands.command({ command: 'typing', roomId: 'GENERAL', on: false })).toMatchObject({ ok: true });
  });

  test('[S15] goes to the gateway again when the gateway does not know it', async () => {
    const before = hellos().length;
    gateway.say202With({ [WANTS_HELLO_HEADER.name]: WANTS_HELLO_HEADER.value });
    await workspace.client('bob').say('#general', '@openclaw.bot are you there?');
    await vi.waitFor(() => expect(hellos().length).toBeGreaterThan(before), { timeout: 5_000 });
    gateway.say202With({});
  });

  test('[S15] goes to the gateway at the next occasion when the first hello was lost', async () => {
    gateway.refuseWith(503);
    await workspace.app(APP_ID).disable();
    await workspace.app(APP_ID).setSettings({ gateway_url: `${gateway.url}/` });
    await workspace.app(APP_ID).enable();
    const before = hellos().length;
    gateway.refuseWith(undefined);
    await workspace.app(APP_ID).killSandbox();
    await vi.waitFor(() => expect(hellos().length).toBeGreaterThan(before), { timeout: 30_000, interval: 100 });
  });

  test('[S15] stays with an update, and is another one after the app was removed and installed again', async () => {
    const first = path();
    await workspace.updateApp(appZip());
    expect(path()).toBe(first);
    await workspace.app(APP_ID).uninstall();
    await workspace.installApp(appZip(), { settings: { gateway_url: gateway.url, shared_secret: secret } });
    expect(path()).not.toBe(first);
    expect(hellos().at(-1)?.commandPath).toBe(path());
    expect((await fetch(workspace.url + first, { method: 'POST' })).status).toBe(404);
  });
});

describe.each(SANDBOXES)('a token at the app (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });
  afterAll(() => workspace?.stop());

  async function thrice(body: object): Promise<{ status: number; text: string }[]> {
    const payload = JSON.stringify({ v: 1, key: randomBytes(8).toString('hex'), ...body });
    const token = await gateway.tokenFor(payload);
    const answers: { status: number; text: string }[] = [];
    for (let sent = 0; sent < 3; sent++) {
      const response = await gateway.post(payload, token);
      answers.push({ status: response.status, text: await response.text() });
    }
    return answers;
  }

  test.each([
    { command: 'history', roomId: 'GENERAL', limit: 5 },
    { command: 'findUsers', query: 'bob', limit: 1 },
    { command: 'findRooms', query: 'general', limit: 1 },
    { command: 'members', roomId: 'GENERAL', limit: 5 },
    { command: 'outcome', of: 'anything' },
    { command: 'typing', roomId: 'GENERAL', on: true },
    { command: 'fetch', waitMs: 0 },
  ])('[S12] counts once: $command', async (body) => {
    const answers = await thrice(body);
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429]);
    expect(answers.slice(1).map(({ text }) => text)).toEqual(['{"error":"too-many"}', '{"error":"too-many"}']);
  });

  test('[S12] counts once: post, whose repeat gets the first answer', async () => {
    const before = workspace.store.messages.size;
    const [first, ...others] = await thrice({ command: 'post', roomId: 'GENERAL', text: 'once' });
    expect(first?.status).toBe(200);
    expect(others).toEqual([first, first]);
    expect(workspace.store.messages.size).toBe(before + 1);
  });

  test('[S12] counts once, also where it came to nothing the first time', async () => {
    const { rid } = await workspace.client('bob').say('#general', 'a question');
    const body = { v: 1, key: 'too-early', command: 'post', roomId: rid, threadId: 'nothing-there', text: 'late' };
    const answers = await thrice(body);
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429]);
  });

  test('[S12] sent at the same time counts once', async () => {
    const payload = JSON.stringify({ v: 1, key: 'at-once', command: 'history', roomId: 'GENERAL', limit: 1 });
    const token = await gateway.tokenFor(payload);
    const answers = await Promise.all(Array.from({ length: 10 }, () => gateway.post(payload, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(429)]);
  });
});

describe.each(SANDBOXES)('how much the app does (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });
  afterAll(() => workspace?.stop());

  /** Sends as fast as it can → how often it was carried out, and the codes of what was not. */
  async function send(count: number, body: (n: number) => object) {
    const refusals = new Map<string, number>();
    let done = 0;
    let next = 0;
    const started = performance.now();
    const sendOn = async () => {
      while (next < count) {
        const answer = (await gateway.command(body(next++))) as Answer & { error: string | { code: string } };
        if (answer.ok) done++;
        else {
          const code = typeof answer.error === 'string' ? answer.error : answer.error.code;
          refusals.set(code, (refusals.get(code) ?? 0) + 1);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, sendOn));
    return { done, refusals, minutes: (performance.now() - started) / 60_000 };
  }

  const most = ({ burst, perMinute }: { burst: number; perMinute: number }, minutes: number) =>
    burst + Math.ceil(perMinute * minutes) + 1;

  test('[S13] names are tried so many times', async () => {
    const { done, refusals, minutes } = await send(400, (n) => ({ command: 'findUsers', query: `name${n}`, limit: 1 }));
    expect(done).toBeLessThanOrEqual(most(RATES.lookUp, minutes));
    expect([...refusals.keys()]).toEqual(['too-many']);
  });

  test('[S13] a refusal says when to come again', async () => {
    let refusal: Response | undefined;
    // On a slow machine another look-up is allowed before this one is signed.
    for (let n = 0; n < 100 && refusal === undefined; n++) {
      const payload = JSON.stringify({ v: 1, key: `again${n}`, command: 'findUsers', query: 'bob', limit: 1 });
      const response = await gateway.post(payload, await gateway.tokenFor(payload));
      if (response.status !== 200) refusal = response;
    }
    expect(refusal?.status).toBe(429);
    expect(Number(refusal?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('[S13] asks only so many times who would be called by the names in a message', async () => {
    const names = ['bob'];
    const { done, refusals, minutes } = await send(100, () => ({ command: 'namesTaken', names }));
    expect(done).toBeLessThanOrEqual(most(RATES.names, minutes));
    expect([...refusals.keys()]).toEqual(['too-many']);
  });

  test('[S13] so many direct rooms are made; those that are there can be asked for', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => addPerson(n));
    const { done, refusals } = await send(60, (n) => ({ command: 'openDirect', userIds: [ids[n]] }));
    expect(done).toBeGreaterThanOrEqual(RATES.newDirect.burst);
    expect(done).toBeLessThanOrEqual(RATES.newDirect.burst + 1);
    expect(refusals.get('too-many')).toBe(60 - done);
    expect(await gateway.command({ command: 'openDirect', userIds: [ids[0]] })).toMatchObject({ ok: true });
  });

  function addPerson(n: number): string {
    const carol = [...workspace.store.users.values()].find(({ username }) => username === 'carol');
    if (!carol) throw new Error('carol is gone');
    const _id = `person${n}`;
    workspace.store.users.set(_id, { ...carol, _id, username: _id });
    return _id;
  }

  test('[S13] nobody types in a room that is not there', async () => {
    const { done, refusals } = await send(1_000, (n) => ({ command: 'typing', roomId: `room${n}`, on: true }));
    expect(done).toBe(0);
    expect(refusals.get('room-not-found')).toBeGreaterThan(0);
    expect(refusals.get('too-many')).toBeGreaterThan(0);
    expect([...refusals.keys()].sort()).toEqual(['room-not-found', 'too-many']);
  });

  test('[S13] writes are so many, and the rest of a flood is refused before anything is looked at', async () => {
    // Pins count as writes, and are refused in no time: the flood is over before more of them are allowed.
    const { refusals, minutes } = await send(3_000, () => ({ command: 'pin', roomId: 'GENERAL', messageId: 'M1' }));
    const done = refusals.get('unsupported-command') ?? 0;
    expect(done).toBeGreaterThanOrEqual(RATES.write.burst - 1);
    expect(done).toBeLessThanOrEqual(most(RATES.write, minutes));
    expect([...refusals.keys()].sort()).toEqual(['too-many', 'unsupported-command']);
  }, 120_000);

  test('[S13] of a room so many messages are looked at for one answer', async () => {
    const bob = workspace.client('bob');
    const { rid } = await bob.say('#general', 'the first of them');
    const [sample] = [...workspace.store.messages.values()].filter((message) => message.rid === rid);
    if (!sample) throw new Error('nothing was said');
    for (let n = 0; n < 2_000; n++) {
      const _id = `filled${n}`;
      workspace.store.messages.set(_id, { ...sample, _id, ts: new Date(Date.now() + n), msg: `message ${n}` });
    }
    workspace.bridgeCalls.reset();
    const answer = (await gateway.command({ command: 'history', roomId: rid, limit: 1, before: 1 })) as Answer;
    expect(answer).toMatchObject({ ok: true, result: { messages: [] } });
    const pages = Object.entries(workspace.bridgeCalls.byName()).find(([name]) => /getMessages/i.test(name))?.[1] ?? 0;
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThanOrEqual(LIMITS.rowsLookedAt / 100 + 1);
  });

  test('[S13] an answer has a size, and holds the last of what was said', async () => {
    const { rid } = await workspace.client('bob').say('#general', 'long ones follow');
    const [sample] = [...workspace.store.messages.values()].filter((message) => message.rid === rid);
    if (!sample) throw new Error('nothing was said');
    for (let n = 0; n < 200; n++) {
      const _id = `long${n}`;
      const msg = `${n} ${'ü'.repeat(15_000)}`;
      workspace.store.messages.set(_id, { ...sample, _id, ts: new Date(Date.now() + 10_000 + n), msg });
    }
    const answer = (await gateway.command({ command: 'history', roomId: rid, limit: 200 })) as Answer;
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(LIMITS.answerBytes + 10_000);
    expect(answer.result.messages.at(-1)).toMatchObject({ message: { id: 'long199' } });
  });

  test('[S13] of files that are brought so many wait, each with its parts in order, and each part once', async () => {
    const bytes = randomBytes(300).toString('base64');
    const paths = Array.from({ length: 20 }, () => filePath('default', randomBytes(16).toString('base64url')));
    const part = (path = '', index = 0) => ({ command: 'filePart', path, index, bytes });
    const { done, refusals } = await send(20, (n) => part(paths[n]));
    expect(done).toBe(LIMITS.filesBrought);
    expect([...refusals.keys()]).toEqual(['too-many']);
    const rows = () => workspace.store.persistence.size;
    const before = rows();
    for (let again = 0; again < 5; again++) await gateway.command(part(paths[0]));
    expect(rows()).toBe(before);
    const unknown = filePath('default', randomBytes(16).toString('base64url'));
    expect(await gateway.command(part(unknown, 7))).toMatchObject({ error: { code: 'file-not-received' } });
    expect(rows()).toBe(before);
  });
});
