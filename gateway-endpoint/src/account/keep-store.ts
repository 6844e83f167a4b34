import { machine } from '../machine.ts';
import { keepMark } from '../store/mark.ts';
import { openAccountStore } from '../store/open-account-store.ts';
import type { AccountScope, KeptStore } from './account-scope.ts';

/**
 * Opens the store for the stack of the account. It is closed when every part has stopped, also a part for which the stop
 * does not wait: an event that is handled meanwhile has to be written down, or the successor would handle it again.
 */
export function keepStore({
  account,
  folder,
  stack,
  log,
}: Pick<AccountScope, 'account' | 'folder' | 'stack' | 'log'>): KeptStore {
  const stopping = new Set<Promise<unknown>>();
  const { clock, newId, every } = machine;
  const store = stack.open(
    'the store',
    () => openAccountStore({ folder, accountId: account.accountId, clock, newId, log }),
    (each) => Promise.allSettled(stopping).then(endMark).then(each.close),
  );
  const endMark = keepMark({ store, every, log });
  return {
    store,
    untilStopped(stop) {
      stopping.add(stop);
      return stop;
    },
  };
}
