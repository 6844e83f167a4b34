import { expect, test } from 'vitest';
import type { AccountScope } from '../../../gateway-endpoint/src/account/account-scope.ts';
import { keepStore } from '../../../gateway-endpoint/src/account/keep-store.ts';
import { aFolder } from '../services.ts';

test('[L1] the store stays open for a part that the stack no longer waits for, and is closed when it has stopped', async () => {
  const closing: Promise<unknown>[] = [];
  let close = () => {};
  const stack: AccountScope['stack'] = {
    signal: new AbortController().signal,
    open(_name, open, end) {
      const opened = open();
      close = () => void closing.push(Promise.resolve(end(opened)));
      return opened;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  const account = { accountId: 'default' } as AccountScope['account'];
  const { store, untilStopped } = keepStore({ account, folder: aFolder(), stack, log });
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
