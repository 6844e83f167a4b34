import { machine } from '../machine.ts';
import { openAccountStore } from '../store/open-account-store.ts';
import type { Here, KeptStore } from './here.ts';

/**
 * Opens the store for the life of the account. It is closed when every part has stopped, also a part for which the stop
 * does not wait: an event that is handled meanwhile has to be written down, or the successor would handle it again.
 */
export function keepStore({
  account,
  folder,
  life,
  log,
}: Pick<Here, 'account' | 'folder' | 'life' | 'log'>): KeptStore {
  const stopping = new Set<Promise<unknown>>();
  const { clock, newId } = machine;
  const store = life.open(
    'the store',
    () => openAccountStore({ folder, accountId: account.accountId, clock, newId, log }),
    (each) => Promise.allSettled(stopping).then(each.close),
  );
  return {
    store,
    untilStopped(stop) {
      stopping.add(stop);
      return stop;
    },
  };
}
