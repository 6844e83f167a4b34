import type { RoomRecord, UserRecord } from './records.ts';
import type { Store } from './store.ts';

/** Of alice, who administers every workspace: known before one is started, so that a gateway can name her as its owner. */
export const ADMIN_ID = 'Alice1';

/** The people and rooms every workspace starts with. A password is the username. */
export function seed(store: Store, newId: () => string, now: Date): void {
  const person = (username: string, name: string, roles: string[], _id = newId()): UserRecord => ({
    _id,
    username,
    name,
    type: 'user',
    roles,
    emails: [{ address: `${username}@workspace.example`, verified: true }],
    status: 'online',
    active: true,
    createdAt: now,
    _updatedAt: now,
    password: username,
  });
  const alice = person('alice', 'Alice Adams', ['user', 'admin'], ADMIN_ID);
  const bob = person('bob', 'Bob Brown', ['user']);
  const carol = person('carol', 'Carol Clark', ['user']);
  for (const user of [alice, bob, carol]) store.users.set(user._id, user);

  const room = (details: Pick<RoomRecord, '_id' | 't' | 'name' | 'default'>, members: UserRecord[]): void => {
    const u = { _id: alice._id, username: alice.username, name: alice.name };
    const fname = details.name === undefined ? {} : { fname: details.name };
    store.rooms.set(details._id, { ...details, ...fname, u, ts: now, _updatedAt: now, msgs: 0 });
    for (const member of members) {
      store.subscriptions.push({
        rid: details._id,
        uid: member._id,
        roles: member === alice ? ['owner'] : [],
        ls: now,
      });
    }
  };
  room({ _id: 'GENERAL', t: 'c', name: 'general', default: true }, [alice, bob, carol]);
  room({ _id: newId(), t: 'p', name: 'ops' }, [alice, bob]);
}
