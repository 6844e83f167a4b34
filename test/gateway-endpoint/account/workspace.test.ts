import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Running, register } from '../../../gateway-endpoint/src/account/running.ts';
import { openClient, openWorkspace, workspaceOf, writingIn } from '../../../gateway-endpoint/src/account/workspace.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { startFakeApp } from '../fake-app.ts';
import { aSecret } from '../keys.ts';
import { aClient } from '../services.ts';
import { anOpenClaw } from './an-account.ts';

const message = { to: { roomId: 'Room1' }, text: 'hi', keyOf: { event: 'e', purpose: 'p' } };

async function anApp() {
  const secret = aSecret();
  const app = await startFakeApp({ secret });
  onTestFinished(app.stop);
  return { app, ...anOpenClaw({ baseUrl: app.url, secret }) };
}

/** An account that runs here, as far as others look at it. */
function runs(its: Partial<Running>, accountId = 'default'): Running {
  const self = its as Running;
  onTestFinished(register(accountId, self));
  return self;
}

describe('the workspace of an account', () => {
  test('that runs here is the one that runs', () => {
    const { cfg } = anOpenClaw();
    const self = runs({});
    expect(workspaceOf(cfg, 'default')).toBe(self);
    expect(workspaceOf(cfg, undefined)).toBe(self);
  });

  test('is nobody else’s', () => {
    const { cfg } = anOpenClaw({ accounts: { one: {}, two: {} } });
    const self = runs({}, 'one');
    expect(workspaceOf(cfg, 'one')).toBe(self);
    expect(workspaceOf(cfg, 'two')).not.toBe(self);
  });

  test('that does not run here is opened for the occasion, and posts', async () => {
    const { cfg, app } = await anApp();
    await workspaceOf(cfg, 'default').sender.send(message);
    expect(app.posts()).toMatchObject([{ command: 'post', roomId: 'Room1', text: 'hi' }]);
  });

  test('that never ran makes no files to ask for its path', async () => {
    const { cfg, folder } = await anApp();
    await openClient(resolveAccount(cfg)).call({ v: 1, key: 'k', command: 'findRooms', query: 'a', limit: 1 });
    expect(existsSync(join(folder, 'plugins', 'rocketchat'))).toBe(false);
  });

  test('that is not configured is refused with the cure', () => {
    const cfg = { channels: { rocketchat: { baseUrl: 'http://chat' } } };
    expect(() => workspaceOf(cfg, 'default')).toThrow(expect.objectContaining({ code: 'not-ready' }));
    expect(() => openClient(resolveAccount(cfg))).toThrow(expect.objectContaining({ code: 'not-ready' }));
  });
});

test('a sender of an account that runs remembers what it wrote, and how it was cut', async () => {
  const { cfg } = anOpenClaw();
  const wrote: unknown[][] = [];
  const cut: string[] = [];
  const { client, sender } = openWorkspace(resolveAccount(cfg), {
    client: aClient(() => ({ messageId: 'm1' })),
    wrote: (...each) => void wrote.push(each),
    cuts: { remembered: () => undefined, remember: (key) => void cut.push(key), forget: () => undefined },
    controls: { issue: () => [], posted: () => undefined },
    files: {} as never,
  });
  await sender.send({ ...message, threadId: 'Root1' });
  expect([wrote, cut.length]).toEqual([[['m1', 'Root1']], 1]);
  expect(client).toBeDefined();
});

describe('how an account writes', () => {
  test('follows what the app tells of the longest message, once it has', () => {
    const account = resolveAccount(anOpenClaw().cfg);
    const writing = writingIn(account);
    expect(writing.maxChars).toBe(account.writing.maxChars);
    const self = runs({});
    expect(writing.maxChars).toBe(account.writing.maxChars);
    self.app = { messageMaxChars: 77 } as Running['app'];
    expect(writing.maxChars).toBe(77);
    expect(writing.limit).toBe(account.writing.limit);
  });

  test('takes its taken names from the running account, or else from its caller', () => {
    const account = resolveAccount(anOpenClaw().cfg);
    const [here, elsewhere] = [1, 2].map(() => ({ isTaken: () => false, learn: async () => undefined }));
    const writing = writingIn(account, elsewhere);
    expect(writing.names).toBe(elsewhere);
    expect(writingIn(account).names).toBeUndefined();
    runs({ names: here as Running['names'] });
    expect(writing.names).toBe(here);
  });
});
