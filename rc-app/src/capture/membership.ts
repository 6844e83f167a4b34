import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { eventIdOf } from './event-id.ts';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';

/**
 * The bot came into a room or left it.
 *
 * @param by who invited or removed it
 * @param at when the app heard of it: the next message there is later, however long this event takes
 */
export function heardMembership(type: 'room.joined' | 'room.left', room: IRoom, by: IUser, at: number): Heard {
  return {
    kind: 'membership',
    id: room.id,
    room,
    actorId: by.id,
    write() {
      const happened = heardNow(eventIdOf(type, room.id, at), room, by, at);
      return happened && { ...happened, type };
    },
  };
}
