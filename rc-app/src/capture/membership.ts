import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';

/** The bot came into a room or left it. `by` is who invited or removed it. */
export function heardMembership(type: 'room.joined' | 'room.left', room: IRoom, by: IUser): Heard {
  return {
    kind: 'membership',
    id: room.id,
    room,
    actorId: by.id,
    write(_bot, now) {
      const happened = heardNow(`${type}:${room.id}:${now}`, room, by, now);
      return happened && { ...happened, type };
    },
  };
}
