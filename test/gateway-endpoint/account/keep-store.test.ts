import { expect, test } from 'vitest';
import type { Here } from '../../../gateway-endpoint/src/account/here.ts';
import { keepStore } from '../../../gateway-endpoint/src/account/keep-store.ts';
import { aFolder } from '../services.ts';

test('[L1] the store stays open for a part that the life no longer waits for, and is closed when it has stopped', async () => {
  const closing: Promise<unknown>[] = [];
  let close = () => {};
  const life: Here['life'] = {
    signal: new AbortController().signal,
    open(_name, open, end) {
      const opened = open();
      close = () => void closing.push(Promise.resolve(end(opened)));
      return opened;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  const account = { accountId: 'default' } as Here['account'];
  const { store, untilStopped } = keepStore({ account, folder: aFolder(), life, log });
  const [slow, failing] = [Promise.withResolvers<void>(), Promise.reject(new Error('it does not stop'))];
  untilStopped(failing).catch(() => undefined);
  void untilStopped(slow.promise);
  close();
  await Promise.allSettled([failing]);
  expect(store.db.isOpen).toBe(true);
  slow.resolve();
  await Promise.all(closing);
  expect(store.db.isOpen).toBe(false);
});
