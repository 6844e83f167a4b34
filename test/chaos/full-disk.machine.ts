// Long: a gateway of its own, which has to recover by itself each time that its disk has room again.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { residentMb } from '../app/process-memory.ts';
import { storedIn } from '../attack/gateway-target.ts';
import { isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { type OwnGateway, startOwnGateway } from './own-gateway.ts';
import { noSmallDisk, openSmallDisk, type SmallDisk } from './small-disk.ts';

const noDisk = noSmallDisk();
const DELIVERIES = isLong() ? 300 : 60;
const MESSAGES = isLong() ? 10 : 3;
const DISK_MB = 96;
const FAILED = /^Something went wrong on my side \(ref [0-9a-f]{6}\)\. Please try again\.$/;

describe.skipIf(noDisk)(`a gateway whose disk is full${noDisk ? ` (skipped: ${noDisk})` : ''}`, () => {
  let disk: SmallDisk;
  let own: OwnGateway;
  let serial = 0;
  const acknowledged: string[] = [];

  beforeAll(async () => {
    disk = await openSmallDisk(DISK_MB);
    own = await startOwnGateway({ folder: disk.folder, within: disk.within });
    for (const room of [0, 1]) await own.ask(room);
    await allSettled();
  }, 300_000);

  afterAll(async () => {
    await own?.stop();
    await disk?.remove();
  });

  /**
   * Until each question has its answer, or the one line that says that OpenClaw failed: its own databases are on the
   * same disk, and after it was full they need up to two minutes (CHANGELOG, known limits).
   */
  const allSettled = (timeout = 120_000) =>
    vi.waitFor(
      () => {
        for (const room of [0, 1]) {
          const told = own.otherwise(room).filter((text) => FAILED.test(text));
          expect(own.answered(room).length + told.length, own.otherwise(room).join('; ')).toBe(own.asked(room).length);
        }
      },
      { timeout, interval: 100 },
    );
  /** Each room's answers, once and in the order of the questions, when the preview of a slow one has been taken away. */
  async function expectOrder(): Promise<number> {
    await vi.waitFor(
      () => {
        for (const room of [0, 1]) {
          const answered = own.answered(room);
          expect(answered).toEqual(own.asked(room).filter((number) => answered.includes(number)));
        }
      },
      { timeout: 20_000, interval: 100 },
    );
    return [0, 1].flatMap((room) => own.answered(room)).length;
  }
  /** SQLite would look for the files where the path leads from here, so it gets a copy. */
  function stored(): string[] {
    const copy = mkdtempSync(path.join(os.tmpdir(), 'queue-copy-'));
    try {
      const queues = 'state/plugins/rocketchat';
      cpSync(path.join(disk.within.root, disk.folder, queues), path.join(copy, queues), { recursive: true });
      return storedIn('raw', copy);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }
  /** Acknowledged, and not in the queue. */
  const missing = () => {
    const there = new Set(stored());
    return acknowledged.filter((id) => !there.has(id));
  };
  const linesAbout = (what: RegExp) =>
    own
      .gateway()
      .logs()
      .split('\n')
      .filter((line) => /^20/.test(line) && what.test(line)).length;

  /** A start on a disk that takes nothing → what OpenClaw says before it ends. */
  async function startInVain(): Promise<string> {
    const console = path.join(disk.folder, 'console.log');
    const before = readFileSync(console, 'utf8').length;
    await expect(own.start()).rejects.toThrow('the gateway did not start: Error: it ended');
    return readFileSync(console, 'utf8').slice(before);
  }

  /** Deliveries of the app's and of a stranger's, some at once → what came back, as often as it did. */
  async function knock(count: number): Promise<Record<string, number>> {
    const faces: Record<string, number> = {};
    const one = async () => {
      const id = `knock-${++serial}`;
      const answer = await own.push(id);
      if (answer.status === 202) acknowledged.push(own.idOf(id));
      const durable = answer.headers.get('x-openclaw-delivery-accepted') ?? 'nothing';
      const face = `${answer.status}, ${durable}, retry after ${answer.headers.get('retry-after') ?? 'never'}`;
      faces[face] = (faces[face] ?? 0) + 1;
    };
    for (let sent = 0; sent < count; sent += 10) await Promise.all(Array.from({ length: 10 }, one));
    return faces;
  }

  /** While nothing can be written: what the door says, and what people say meanwhile. */
  async function sufferAndRecover(what: string, mend: () => void): Promise<void> {
    const { pid } = own.gateway();
    const rss = residentMb(pid);
    const said = linesAbout(/events cannot be stored/);
    const faces = await knock(DELIVERIES);
    const foreign = await own.push('foreign', own.stranger);
    for (let n = 0; n < MESSAGES; n++) for (const room of [0, 1]) await own.ask(room);
    // The app has tried in vain.
    await vi.waitFor(() => expect(linesAbout(/refused|cannot be stored/)).toBeGreaterThan(said), { timeout: 20_000 });
    // The greeting needs no disk, so it says that they are connected, and what waits why.
    const { store } = own.workspace;
    const status = () => store.ephemerals.map(({ text }) => text).join('\n');
    await own.workspace.client('alice').command('#general', '/openclaw status');
    await vi.waitFor(() => expect(status()).toMatch(/Connected.*waiting for OpenClaw.*its disk is full/s), {
      timeout: 20_000,
    });
    store.ephemerals.splice(0);
    const grown = residentMb(pid) - rss;
    const lines = linesAbout(/events cannot be stored/) - said;
    const answeredMeanwhile = [0, 1].filter((room) => own.answered(room).length < own.asked(room).length).length;
    mend();
    const mended = performance.now();
    expect(await knock(10)).toEqual({ '202, durable, retry after never': 10 });
    const openMs = Math.round(performance.now() - mended);
    await allSettled();
    const wholeMs = Math.round(performance.now() - mended);
    const refused = faces['503, nothing, retry after 1'] ?? 0;
    const note = `door open after ${openMs} ms, all settled after ${wholeMs} ms, ${lines} lines of log, ${Math.round(grown)} MB more`;
    report({ where: 'disk', what: `${what}: 503 and nothing acknowledged`, tried: DELIVERIES, held: refused, note });
    const asked = [0, 1].flatMap((room) => own.asked(room)).length;
    const answered = await expectOrder();
    const told = `${answered} answered, of ${asked - answered} was told that OpenClaw failed`;
    report({ where: 'disk', what: `${what}: asked meanwhile, and not silent`, tried: asked, held: asked, note: told });
    expect(faces).toEqual({ '503, nothing, retry after 1': DELIVERIES });
    expect(foreign.status).toBe(401);
    expect(answeredMeanwhile).toBe(2);
    expect(missing()).toEqual([]);
    expect(lines).toBeLessThanOrEqual(2);
    if (isLong()) expect(grown).toBeLessThan(150);
    expect(own.gateway().pid).toBe(pid);
  }

  test('the door answers 503, nothing is acknowledged that was not stored, and it recovers by itself', async () => {
    disk.fill();
    expect(disk.freeBytes()).toBe(0);
    await sufferAndRecover('full', () => disk.free());
  }, 180_000);

  // A disk that turns read-only under open files fails their writes (EROFS, EIO: SQLITE_IOERR). No mount can be made
  // read-only while they are open, so the system fails every write of the process: SQLite gets the same errors.
  test('the same where every write fails, as on a disk that has turned read-only', async () => {
    const limit = (bytes: string) =>
      execFileSync('prlimit', [`--pid=${own.gateway().pid}`, `--fsize=${bytes}:unlimited`], { stdio: 'pipe' });
    limit('0');
    try {
      await sufferAndRecover('read-only', () => limit('unlimited'));
    } finally {
      limit('unlimited');
    }
  }, 180_000);

  describe.skipIf(!isLong())(`at length${isLong() ? '' : ' (skipped: part of npm run chaos)'}`, () => {
    test('killed while it is full, and started while it still is, it loses nothing that was acknowledged', async () => {
      await knock(100);
      disk.fill();
      for (const room of [0, 1]) await own.ask(room);
      await own.gateway().kill();
      // OpenClaw does not start on a full disk, and says why.
      expect(await startInVain()).toMatch(/disk is full|no space left/i);
      disk.free();
      await own.start();
      await allSettled(180_000);
      const lost = missing();
      report({
        where: 'disk',
        what: 'acknowledged, then killed while full',
        tried: acknowledged.length,
        held: acknowledged.length - lost.length,
      });
      expect(lost).toEqual([]);
    }, 400_000);

    test('started on a read-only disk it says so and loses nothing', async () => {
      await own.gateway().kill();
      disk.setReadOnly(true);
      for (const room of [0, 1]) await own.ask(room);
      try {
        expect(await startInVain()).toMatch(/read-only file system/i);
      } finally {
        disk.setReadOnly(false);
      }
      await own.start();
      await allSettled(180_000);
      expect(missing()).toEqual([]);
    }, 400_000);

    // The last one: OpenClaw's own databases are hurt by it (CHANGELOG, known limits).
    test('full in the middle of turns: each question is answered once, or its author hears that it failed', async () => {
      const { script } = own.model;
      script(({ text }) => {
        disk.fill();
        return `answer to ${/question-\d+-end/.exec(text)?.[0]}`;
      });
      for (const room of [0, 1]) await own.ask(room);
      await vi.waitFor(() => expect(disk.freeBytes()).toBe(0), { timeout: 60_000 });
      await vi.waitFor(() => expect(linesAbout(/disk is full/)).toBeGreaterThan(0), { timeout: 60_000 });
      script(({ text }) => `answer to ${/question-\d+-end/.exec(text)?.[0]}`);
      disk.free();
      // Of what was under way, each was answered, told or at least logged with its event; a restart is what OpenClaw asks for.
      await own.gateway().stop();
      await own.start();
      for (const room of [0, 1]) await own.ask(room);
      await vi.waitFor(
        () => {
          for (const room of [0, 1]) expect(own.answered(room).at(-1)).toBe(own.asked(room).at(-1));
          // A preview that stands beside its answer goes; an answer that was posted twice stays.
          const posts = [0, 1].flatMap((room) => own.answered(room));
          expect(new Set(posts).size).toBe(posts.length);
        },
        { timeout: 180_000, interval: 100 },
      );
      const all = [0, 1].flatMap((room) => own.answered(room));
      expect(new Set(all).size).toBe(all.length);
      const silent = [0, 1].map(
        (room) => own.asked(room).length - own.answered(room).length - own.otherwise(room).length,
      );
      const failed = linesAbout(/answer to \S+ was not posted|turn failed|ref [0-9a-f]{6}/);
      report({
        where: 'disk',
        what: 'full in the middle of turns: none twice',
        tried: all.length,
        held: new Set(all).size,
        note: `${failed} failures in the log, ${Math.max(0, ...silent)} told there only`,
      });
      expect(failed).toBeGreaterThanOrEqual(Math.max(0, ...silent));
    }, 600_000);
  });
});
