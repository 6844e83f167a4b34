import { readStringParam } from 'openclaw/plugin-sdk/channel-actions';
import { label } from '../../place/label.ts';
import { readTarget } from '../../place/target.ts';
import type { Deed } from './deed.ts';

/** A person, looked up by id or by username. */
export const memberInfo: Deed = async ({ params, client, envelope }) => {
  const asked = readStringParam(params, 'userId') ?? readStringParam(params, 'memberId') ?? '';
  const target = readTarget(asked);
  const query = target && 'userId' in target ? target.userId : asked.replace(/^user:/i, '');
  if (!query) throw new Error('Say whom: `userId` takes an id or a @username.');
  const { users } = await client.call({ ...envelope(), command: 'findUsers', query, limit: 1 });
  const [person] = users;
  if (!person) throw new Error(`Nobody in this workspace is called ${query} or has this id.`);
  const { id, username, name, type, roles } = person;
  const words = { username: label(username), name: label(name), roles: roles.map((role) => label(role)) };
  return { ok: true, member: { id, ...words, type } };
};

export const channelInfo: Deed = async ({ roomId, client, envelope }) => {
  const { rooms } = await client.call({ ...envelope(), command: 'findRooms', query: roomId, limit: 1 });
  const room = rooms.find(({ id }) => id === roomId);
  if (!room)
    throw new Error('That room is not there, or the bot may not see it. A direct conversation has no more to it.');
  return { ok: true, channel: { ...room, name: label(room.name) } };
};
