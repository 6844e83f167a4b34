import type { EventOf } from '@rocketchat-openclaw/shared';
import { BOT } from '../gateway-endpoint/fake-app.ts';

type Actor = EventOf<'message.sent'>['actor'];
type Room = EventOf<'message.sent'>['room'];

/** Rooms that policies name; as long as ids of Rocket.Chat. */
export const OPS = 'Ops00000000000001';
export const DEN = 'Den00000000000002';

/** The workspace's answers when a room is looked up by its name. */
export const ROOMS_BY_NAME = new Map([
  ['ops', OPS],
  ['den', DEN],
]);

export const PEOPLE = {
  alice: person('Alice1', 'alice'),
  bob: person('Bob1', 'bob'),
  carol: person('Carol1', 'carol'),
  /** Nobody has listed her. */
  eve: person('Eve1', 'eve'),
  /** An administrator of the workspace, and nobody to the gateway. */
  admin: { ...person('Admin1', 'admin'), roles: ['admin', 'owner'] },
  /** Eve, who has taken the name that Alice gave up. */
  mask: person('Eve1', 'alice'),
  ALICE: person('ALICE1', 'alice2'),
  robot: { ...person('Robot1', 'robot'), type: 'bot', roles: ['bot'] },
  app: { ...person('App1', 'app'), type: 'app', roles: ['app'] },
  /** A kind of user that this version of the app does not know. */
  unsure: { ...person('Unsure1', 'unsure'), type: 'unknown' },
  self: { ...person(BOT.id, BOT.username), type: 'app', roles: ['app'] },
} satisfies Record<string, Actor>;

/** Where it is said: in a room that nobody else uses, but for those that policies name. */
export const PLACES: Record<string, (fresh: string) => Room> = {
  direct: (id) => ({ id, type: 'direct', name: '' }),
  channel: (id) => ({ id, type: 'channel', name: id }),
  private: (id) => ({ id, type: 'private', name: id }),
  group: (id) => ({ id, type: 'group', name: '' }),
  discussion: (id) => ({ id, type: 'private', name: id, parentId: 'General1' }),
  livechat: (id) => ({ id, type: 'livechat', name: '' }),
  encrypted: (id) => ({ id, type: 'private', name: id, encrypted: true }),
  ops: () => ({ id: OPS, type: 'private', name: 'ops' }),
  den: () => ({ id: DEN, type: 'channel', name: 'den' }),
  /** It shows itself by the name of another. */
  namesake: (id) => ({ id, type: 'private', name: 'ops' }),
};

function person(id: string, username: string): Actor {
  return { id, username, name: username, type: 'user', roles: ['user'] };
}
