import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openThreads } from '../../../gateway-endpoint/src/gate/threads.ts';
import { aFolder } from '../desk.ts';
import { refuseWrites } from '../refuse-writes.ts';

test('what a full disk does not take fails no post, and is remembered when there is room', () => {
  const path = join(aFolder(), 'threads.sqlite');
  const warn = vi.fn();
  const threads = openThreads({ path, clock: () => 1_000, log: { warn } });
  const accept = refuseWrites(path, 'posts');
  for (let n = 0; n < 1_200; n++) threads.wrote(`m${n}`, `t${n}`);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(threads.isOwn('m1199')).toBe(false);
  accept();
  threads.wrote('last', undefined);
  expect(threads.isOwn('last')).toBe(true);
  expect(threads.hasBot('t1199')).toBe(true);
  // There is an end to what is kept in memory.
  expect(threads.hasBot('t0')).toBe(false);
  threads.close();
});
