import type { PersistenceRecord } from '../../testbed/workspace/store/records.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

/** Records of the app with an association of this name, or with one that matches. */
export function storedRecords({ store }: Workspace, association: string | RegExp): PersistenceRecord[] {
  const isMeant = (id: string) => (typeof association === 'string' ? id === association : association.test(id));
  return [...store.persistence.values()].filter(({ associations }) => associations.some(({ id }) => isMeant(id)));
}

/** Events that wait for the gateway. */
export const waitingEvents = (workspace: Workspace): PersistenceRecord[] => storedRecords(workspace, 'outbox:waiting');
