import { machine } from '../machine.ts';
import { keepMark } from '../store/mark.ts';
import { openAccountStore } from '../store/open-account-store.ts';
import type { AccountScope, KeptStore } from './account-scope.ts';

/**
 * Opens the store for the stack of the account. It is closed when every part has stopped, also a part for which the stop
 * does not wait: an event that is handled meanwhile has to be written down, or the successor would handle it again. A turn
 * may outlive its account by hours: what it writes until then reaches the successor, which has opened the same file.
 */
export function keepStore({
  account,
  folder,
  stack,
  log,
}: Pick<AccountScope, 'account' | 'folder' | 'stack' | 'log'>): KeptStore {
  const stopping = new Set<Promise<unknown>>();
  const works = new Set<Promise<unknown>>();
  const { clock, newId, every } = machine;
  const store = stack.open(
    'the store',
    () => openAccountStore({ folder, accountId: account.accountId, clock, newId, log }),
    async (each) => {
      await Promise.allSettled(stopping);
      const closing = untilIdle().then(endMark).then(each.close);
      if (works.size === 0) return closing;
      closing.catch((error: unknown) => log.warn(`the store of an earlier start is not closed: ${String(error)}`));
    },
  );
  const endMark = keepMark({ store, every, log });
  async function untilIdle(): Promise<void> {
    while (works.size > 0) await Promise.allSettled(works);
  }
  return {
    store,
    untilStopped(stop) {
      stopping.add(stop);
      return stop;
    },
    keptFor(work) {
      works.add(work);
      const ended = () => void works.delete(work);
      work.then(ended, ended);
      return work;
    },
  };
}
