import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { captureDoer } from './actor.ts';
import { captureRoom } from './room.ts';

/**
 * Place, actor and time of an event; the time is now, because the server gives none.
 *
 * @returns undefined for a kind of room that the contract does not know
 */
export function heardNow(id: string, room: IRoom, by: IUser, now: number) {
  const captured = captureRoom(room);
  return captured && { id, at: now, room: captured, actor: captureDoer(by) };
}
