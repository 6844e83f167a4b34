import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openThreads, THREAD_MEMORY_MS } from '../../../gateway-endpoint/src/gate/threads.ts';
import { wroteOnOccasion } from '../../../gateway-endpoint/src/gate/wrote-on-occasion.ts';
import { onOccasion } from '../../../gateway-endpoint/src/store/on-occasion.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { aFolder, aStore } from '../services.ts';

test('a thread that a full disk does not take fails no post, and is remembered when there is room', () => {
  const store = aStore();
  const warn = vi.fn();
  const threads = openThreads({ store, clock: () => 1_000, log: { warn } });
  const accept = refuseWrites(store.path, 'posts');
  for (let n = 0; n < 1_200; n++) threads.wrote(`m${n}`, `t${n}`);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(threads.isOwn('m1199')).toBe(false);
  accept();
  threads.wrote('last', undefined);
  expect(threads.isOwn('last')).toBe(true);
  expect(threads.hasBot('t1199')).toBe(true);
  // There is an end to what is kept in memory.
  expect(threads.hasBot('t0')).toBe(false);
});

test('[F7] a post of another process is known at once where the account runs, and forgotten after a week', () => {
  const store = aStore();
  const at = { now: 1_000 };
  const threads = openThreads({ store, clock: () => at.now, log: { warn: () => undefined } });
  const wrote = wroteOnOccasion(onOccasion(store.path), () => at.now);
  wrote('post', undefined);
  wrote('reply', 'root');
  expect([threads.isOwn('post'), threads.isOwn('reply'), threads.hasBot('root')]).toEqual([true, true, true]);
  at.now += THREAD_MEMORY_MS;
  expect([threads.isOwn('post'), threads.hasBot('root')]).toEqual([true, true]);
  at.now += 1;
  expect([threads.isOwn('post'), threads.hasBot('root')]).toEqual([false, false]);
});

test('threads older than a week leave the store with the next post, and a message of the room is in no thread', () => {
  const store = aStore();
  const at = { now: 1_000 };
  const threads = openThreads({ store, clock: () => at.now, log: { warn: () => undefined } });
  const ids = () => store.db.prepare('SELECT message_id, thread_id FROM posts').all();
  threads.wrote('old', 'root');
  at.now += THREAD_MEMORY_MS + 1;
  threads.wrote('new', undefined);
  threads.wrote('new', 'another');
  expect(ids()).toEqual([{ message_id: 'new', thread_id: null }]);
});

test('[F7] and fails no post where it cannot be remembered', () => {
  const file = join(aFolder(), 'no-folder');
  writeFileSync(file, '');
  expect(() => wroteOnOccasion(onOccasion(join(file, 'account.sqlite')), () => 1_000)('post', undefined)).not.toThrow();
});
