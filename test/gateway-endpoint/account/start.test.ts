import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type AccountStack, openAccountStack } from '../../../gateway-endpoint/src/account/account-stack.ts';
import { running } from '../../../gateway-endpoint/src/account/running.ts';
import { workspaceOf } from '../../../gateway-endpoint/src/account/workspace.ts';
import { anOpenClaw, countTimers, openFilesIn } from './an-account.ts';

type Begin = typeof openAccountStack;

/** A stack that opens its parts as the test wants. */
const withParts =
  (openOtherwise: (stack: AccountStack, ...part: Parameters<AccountStack['open']>) => unknown): Begin =>
  (needs) => {
    const stack = openAccountStack(needs);
    const open = (...part: Parameters<AccountStack['open']>) => openOtherwise(stack, ...part);
    return { ...stack, open: open as AccountStack['open'] };
  };

/** The names of all parts, in the order in which they are opened. */
function listing(names: string[]): Begin {
  return withParts((stack, name, ...rest) => {
    names.push(name);
    return stack.open(name, ...rest);
  });
}

/** An account may leave open files, intervals and entries behind. */
const leftBy = (folder: string, timers: () => number) => ({
  files: openFilesIn(folder),
  timers: timers(),
  running: [...running.keys()],
});

const NOTHING = { files: [], timers: 0, running: [] };

/** Timers that keep the process alive. The test runner has some, too, which may end meanwhile. */
const waiting = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('an account', () => {
  test('runs until it is stopped, and leaves nothing open', async () => {
    const timers = countTimers();
    const openclaw = anOpenClaw();
    const before = waiting();
    const account = openclaw.start('default');
    await openclaw.isReady('default');
    expect(running.has('default')).toBe(true);
    expect(openFilesIn(openclaw.folder).length).toBeGreaterThan(0);
    expect(timers()).toBeGreaterThan(0);
    await account.stop();
    expect(leftBy(openclaw.folder, timers)).toEqual(NOTHING);
    await vi.waitFor(() => expect(waiting()).toBeLessThanOrEqual(before));
    expect(openclaw.statuses.at(-1)).toMatchObject({ running: false, connected: false, lifecycle: 'stopped' });
  });

  test('says that it is ready, and where events are taken with which key', async () => {
    const openclaw = anOpenClaw();
    openclaw.start('default');
    await openclaw.isReady('default');
    expect(openclaw.statuses.at(-1)).toEqual({
      ...{ accountId: 'default', running: true, connected: true, lifecycle: 'ready' },
      webhookPath: '/rocketchat/default',
    });
    const where = /^info events for account default are taken at \/rocketchat\/default\/events with key [\w-]{12}$/;
    expect(openclaw.lines).toContainEqual(expect.stringMatching(where));
  });

  test('that fetches says so, and is known to fetch', async () => {
    const openclaw = anOpenClaw({ section: { transport: 'pull' } });
    openclaw.start('default');
    await openclaw.isReady('default');
    expect(openclaw.lines).toContainEqual(expect.stringContaining('are fetched, and taken at'));
    expect(running.get('default')?.fetching).toBeDefined();
  });

  test('[L1] removes only itself, when its stop takes so long that its successor has started', async () => {
    const openclaw = anOpenClaw();
    const hanging = Promise.withResolvers<void>();
    const slowly: Begin = (needs) =>
      withParts((stack, name, open, close) =>
        stack.open(
          name,
          open,
          name === 'the entrances' ? (opened) => hanging.promise.then(() => close(opened)) : close,
        ),
      )({ ...needs, pause: () => hanging.promise });
    const old = openclaw.start('default', slowly);
    await openclaw.isReady('default');
    const before = running.get('default');
    old.ask();
    openclaw.statuses.length = 0;
    openclaw.start('default');
    await openclaw.isReady('default');
    const now = running.get('default');
    expect(now).not.toBe(before);
    hanging.resolve();
    await old.ended;
    expect(running.get('default')).toBe(now);
    // With this sender files are sent and threads remembered. One that is opened on occasion does neither.
    expect(workspaceOf(openclaw.cfg, 'default').sender).toBe(now?.sender);
    expect(now?.held?.()).toEqual({ events: 0, bytes: 0 });
  });
});

test.each(['push', 'pull'])(
  '[L1] an account is stopped within 4 s, and in full, while its workspace never answers (transport: %s)',
  async (transport) => {
    let calls = 0;
    const workspace = createServer(() => void calls++);
    await once(workspace.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => {
      workspace.closeAllConnections();
      workspace.close();
    });
    const { port } = workspace.address() as AddressInfo;
    const openclaw = anOpenClaw({ baseUrl: `http://127.0.0.1:${port}`, section: { transport } });
    const account = openclaw.start('default');
    await expect.poll(() => calls).toBeGreaterThan(0);
    const began = performance.now();
    await account.stop();
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(openclaw.lines.filter((line) => line.includes('stopping:'))).toEqual([]);
    expect(openFilesIn(openclaw.folder)).toEqual([]);
  },
);

describe('[L2] a start that fails leaves nothing open', () => {
  test('at its last step, three times, where another account has its path', async () => {
    const timers = countTimers();
    const openclaw = anOpenClaw({ accounts: { one: { webhookPath: '/same' }, two: { webhookPath: '/same' } } });
    openclaw.start('one');
    await openclaw.isReady('one');
    const before = leftBy(openclaw.folder, timers);
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(openclaw.start('two').ended).rejects.toThrow('/same');
    }
    expect(leftBy(openclaw.folder, timers)).toEqual(before);
    expect(before.running).toEqual(['one']);
  });

  test('at each of its steps', async () => {
    const timers = countTimers();
    const openclaw = anOpenClaw();
    const steps: string[] = [];
    const account = openclaw.start('default', listing(steps));
    await openclaw.isReady('default');
    await account.stop();
    expect(leftBy(openclaw.folder, timers)).toEqual(NOTHING);
    expect(steps.length).toBeGreaterThan(10);
    for (const step of steps) {
      const failing = withParts((stack, name, ...rest) => {
        if (name === step) throw new Error(`no ${name}`);
        return stack.open(name, ...rest);
      });
      await expect(openclaw.start('default', failing).ended).rejects.toThrow(`no ${step}`);
      expect({ step, ...leftBy(openclaw.folder, timers) }).toEqual({ step, ...NOTHING });
    }
  });

  test('at each of its files, where that is none of SQLite’s', async () => {
    const timers = countTimers();
    const openclaw = anOpenClaw();
    const account = openclaw.start('default');
    await openclaw.isReady('default');
    await account.stop();
    const folder = join(openclaw.folder, 'plugins', 'rocketchat');
    const files = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const good = readFileSync(join(folder, file));
      writeFileSync(join(folder, file), 'this is not a database, and never was one '.repeat(100));
      await expect(openclaw.start('default').ended).rejects.toThrow('not a database');
      expect({ file, ...leftBy(openclaw.folder, timers) }).toEqual({ file, ...NOTHING });
      writeFileSync(join(folder, file), good);
    }
  });
});
