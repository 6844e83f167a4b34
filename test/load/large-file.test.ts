import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { LIMITS } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace } from '../flow/connected-workspace.ts';
import { align } from '../flow/events-tables.ts';
import type { Asked } from '../flow/window.ts';

const MB = 1_024 * 1_024;
const SIZE = 20 * MB;
/** No account here sets `mediaMaxMb`, which is 20 then. */
const TOO_LARGE = 21 * MB;
const MOST = 64;
/** Between two looks at a process. */
const NOISE = 32;
const figures: string[][] = [
  ['sandbox', 'process', 'at rest', 'most before the first part', 'most in the parts', 'most after', 'at rest again'],
];

const linux = process.platform === 'linux';

describe.skipIf(!linux).each(['deno', 'node'] satisfies Sandbox[])(
  linux ? 'a large file (%s sandbox)' : 'a large file (skipped: memory is read from /proc, which only Linux has)',
  (sandbox) => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await connectWorkspace(sandbox);
      workspace.settings.FileUpload_MaxFileSize = 2 * TOO_LARGE;
      // A turn and a small file first, so that rest means warm.
      const bob = workspace.client('bob');
      await answerTo(workspace, await bob.say(`@${BOT}`, 'are you awake?'));
      const small = { name: 'small.bin', type: 'application/octet-stream', bytes: new Uint8Array(1_000_000) };
      await answerTo(workspace, await bob.upload(`@${BOT}`, small, 'a small one'));
    });
    afterAll(() => workspace?.stop());

    // The peaks are printed and have no limit. Before the first part the engine brings the whole file into the sandbox: its
    // decoder (@msgpack/msgpack, appendBuffer) copies all it has for every 64 kB that arrive, 3 GB in all for 20 MB. After
    // the last part OpenClaw reads the saved file twice, to see what it is and to copy it into the agent's workspace. In
    // between the gateway's own garbage hides what the parts cost: it was seen between -141 and +99 MB of its rest.
    test('of 20 MB reaches the agent whole; its parts add nothing to the sandbox, and both processes come back to rest', async () => {
      const pids = { gateway: inject('gateway').pid, sandbox: await sandboxPid() };
      const rest = { gateway: await quietRss(pids.gateway), sandbox: await quietRss(pids.sandbox) };
      const before = partsOf(workspace);
      const watch = watchRss(pids, () => phaseOf(partsOf(workspace) - before));
      const bytes = new Uint8Array(SIZE).map((_, i) => (i * 31) % 251);
      const sent = await workspace
        .client('bob')
        .upload(`@${BOT}`, { name: 'large.bin', type: 'application/octet-stream', bytes }, 'read this');
      await answerTo(workspace, sent);
      const again = async (name: 'gateway' | 'sandbox') => {
        const after = await idleRss(pids[name], rest[name] + MOST * MB);
        const most = PHASES.map((phase) => growth(watch.most[phase][name] - rest[name]));
        figures.push([sandbox, name, mb(rest[name]), ...most, growth(after - rest[name])]);
        return (after - rest[name]) / MB;
      };
      const grew = { gateway: await again('gateway'), sandbox: await again('sandbox') };
      watch.stop();
      const saved = await savedFiles(SIZE);
      expect(saved.length).toBeGreaterThan(0);
      expect(Buffer.compare(await readFile(saved[0] ?? ''), bytes)).toBe(0);
      const { arriving, parts } = watch.most;
      expect(partsOf(workspace) - before).toBe(SIZE / LIMITS.filePartBytes);
      expect(Math.min(parts.gateway, parts.sandbox)).toBeGreaterThan(0);
      expect((parts.sandbox - arriving.sandbox) / MB).toBeLessThan(NOISE);
      expect(grew.gateway).toBeLessThan(MOST);
      expect(grew.sandbox).toBeLessThan(MOST);
    }, 150_000);

    test('over the cap is refused before its bytes are read, and the agent hears so', async () => {
      const bob = workspace.client('bob');
      const bytes = new Uint8Array(TOO_LARGE);
      const before = readsOf(workspace);
      const sent = await bob.upload(
        `@${BOT}`,
        { name: 'huge.bin', type: 'application/octet-stream', bytes },
        'and this',
      );
      await answerTo(workspace, sent);
      expect(readsOf(workspace)).toBe(before);
      const asked = await vi.waitFor(async () => {
        const all = (await (await fetch(`${inject('gateway').windowUrl}/received`)).json()) as Asked[];
        const found = all.find(({ prompt }) => prompt.includes('and this'));
        if (!found) throw new Error('the agent was not asked');
        return found;
      });
      expect(asked.prompt).toMatch(/huge\.bin/);
      expect(asked.prompt).toMatch(/too (big|large)|larger than/i);
    });

    /** The one process that this process has started for its app. */
    async function sandboxPid(): Promise<number> {
      const tasks = await readdir('/proc/self/task');
      const lists = tasks.map((id) => readFileSync(`/proc/self/task/${id}/children`, 'utf8'));
      const children = lists.join(' ').split(' ').filter(Boolean);
      const pid = children.find((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--subprocess'));
      if (!pid) throw new Error('the app has no process');
      return Number(pid);
    }
  },
);

afterAll(() => console.log(align(figures)));

/** The engine's name for the look-up of a file, not of its bytes. */
const LOOK_UP = 'getReader:getUploadReader:getById';
const PHASES = ['arriving', 'parts', 'after'] as const;
type Phase = (typeof PHASES)[number];

/** From how many parts were asked for: until the second is, the sandbox waits for the whole file. */
function phaseOf(asked: number): Phase {
  if (asked < 2) return 'arriving';
  return asked < SIZE / LIMITS.filePartBytes ? 'parts' : 'after';
}

/** Every part is looked up first. */
function partsOf({ bridgeCalls }: Workspace): number {
  return bridgeCalls.byName()[LOOK_UP] ?? 0;
}

/** How often anybody read bytes of a file, however small the part. */
function readsOf({ bridgeCalls }: Workspace): number {
  return Object.entries(bridgeCalls.byName())
    .filter(([name]) => /buffer/i.test(name))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Resident memory when it no longer falls: three looks in a row within 1 MB. */
async function quietRss(pid: number): Promise<number> {
  const looks: number[] = [];
  return vi.waitFor(
    () => {
      looks.push(rss(pid));
      const last = looks.slice(-3);
      if (last.length < 3 || Math.max(...last) - Math.min(...last) > MB) throw new Error('the process is not at rest');
      return Math.min(...last);
    },
    { timeout: 30_000, interval: 250 },
  );
}

/** Collecting garbage takes its time: waits until there is no more than this, or gives what there is after a while. */
async function idleRss(pid: number, enough: number): Promise<number> {
  const look = () => {
    const now = rss(pid);
    if (now > enough) throw new Error('the process holds on to more');
    return now;
  };
  return vi.waitFor(look, { timeout: 40_000, interval: 250 }).catch(() => rss(pid));
}

function watchRss<T extends string>(pids: Record<T, number>, phase: () => Phase) {
  const names = Object.keys(pids) as T[];
  const nothing = () => Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  const most = { arriving: nothing(), parts: nothing(), after: nothing() } satisfies Record<Phase, Record<T, number>>;
  const timer = setInterval(() => {
    const now = most[phase()];
    for (const name of names) now[name] = Math.max(now[name], rss(pids[name]));
  }, 10);
  return { most, stop: () => clearInterval(timer) };
}

function rss(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}

async function savedFiles(size: number): Promise<string[]> {
  const { folder } = inject('gateway');
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const info = await stat(file).catch(() => undefined);
      return info?.isFile() && info.size === size ? [{ file, at: info.mtimeMs }] : [];
    }),
  );
  return files
    .flat()
    .sort((a, b) => b.at - a.at)
    .map(({ file }) => file);
}

const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
const growth = (bytes: number) => `${bytes < 0 ? '' : '+'}${mb(bytes)}`;
