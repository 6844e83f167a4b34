import { ServerRefusal } from '../../rules/refusal.ts';
import type { UserRecord } from '../../store/records.ts';
import { findUserByName } from '../../store/store.ts';
import { type Endpoint, optionalText, text } from './endpoint.ts';

export const userEndpoints: Endpoint[] = [
  { method: 'get', path: 'me', run: ({ caller }) => ({ ...publicOf(caller), emails: caller.emails }) },
  {
    method: 'get',
    path: 'users.info',
    run({ server, params }) {
      const id = optionalText(params, 'userId');
      const user =
        id === undefined ? findUserByName(server.store, text(params, 'username')) : server.store.users.get(id);
      if (!user) throw new ServerRefusal('error-invalid-user', 'User not found.');
      return { user: publicOf(user) };
    },
  },
  {
    method: 'get',
    path: 'users.list',
    run({ server }) {
      const users = [...server.store.users.values()].map(publicOf);
      return { users, count: users.length, offset: 0, total: users.length };
    },
  },
];

export function publicOf({ _id, username, name, type, roles, status, active }: UserRecord): object {
  return { _id, username, name, type, roles, status, active };
}
