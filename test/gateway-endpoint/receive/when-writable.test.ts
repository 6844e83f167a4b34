import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whenWritable } from '../../../gateway-endpoint/src/receive/when-writable.ts';
import { aFolder } from '../services.ts';

const never = new AbortController().signal;

test('a folder that takes files is ready at once, and nothing is left in it', async () => {
  const folder = join(aFolder(), 'plugins');
  const ready = whenWritable({
    folder,
    pause: () => Promise.reject(new Error('no pause')),
    signal: never,
    onFault: expect.fail,
  });
  await expect(ready).resolves.toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test('an error that is no fault of the disk is thrown', async () => {
  const file = join(aFolder(), 'a-file');
  writeFileSync(file, '');
  const waiting = whenWritable({
    folder: join(file, 'below'),
    pause: async () => {},
    signal: never,
    onFault: expect.fail,
  });
  await expect(waiting).rejects.toThrow(/ENOTDIR|EEXIST/);
});

/** Writing to it says that the disk is full. */
const FULL = '/dev/full';

test('a disk that is full is said once, is looked at every two seconds, and is ready when there is room', async () => {
  const folder = join(aFolder(), 'account');
  mkdirSync(folder);
  const probe = join(folder, `probe-${process.pid}`);
  symlinkSync(FULL, probe);
  const faults: string[] = [];
  const pauses: number[] = [];
  const ready = whenWritable({
    folder,
    signal: never,
    onFault: (fault) => void faults.push(fault),
    async pause(ms) {
      pauses.push(ms);
      // The link is gone after each look.
      if (pauses.length < 3) symlinkSync(FULL, probe);
    },
  });
  expect(await ready).toBe(true);
  expect([faults, pauses]).toEqual([['the disk is full'], [2_000, 2_000, 2_000]]);
});

test('an account that is stopped while it waits is not ready, and an end of the pause is no failure', async () => {
  const folder = aFolder();
  const stop = new AbortController();
  symlinkSync(FULL, join(folder, `probe-${process.pid}`));
  const ready = whenWritable({
    folder,
    signal: stop.signal,
    onFault: () => undefined,
    async pause() {
      stop.abort();
      throw new Error('aborted');
    },
  });
  expect(await ready).toBe(false);
});

test('the folder is made with those above it, for its owner alone', async () => {
  const folder = join(aFolder(), 'plugins', 'account');
  expect(await whenWritable({ folder, pause: async () => {}, signal: never, onFault: expect.fail })).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  rmSync(folder, { recursive: true });
});
