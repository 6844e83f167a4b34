import { readdirSync, writeFileSync } from 'node:fs';
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

test('what is no fault of the disk is thrown', async () => {
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
