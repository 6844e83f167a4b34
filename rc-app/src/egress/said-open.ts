import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { saidWhen } from '../capture/message.ts';
import type { ClosedTimes } from '../memory/closed-times.ts';

/** A message of the past may leave only if it was sent, and last edited, while the room was open. */
export type SaidOpen = (message: Pick<IMessage, 'createdAt' | 'editedAt' | 'updatedAt'>) => boolean;

/** @returns the predicate for each message of the room */
export const saidOpen =
  (room: IRoom, closed: ClosedTimes): SaidOpen =>
  (message) =>
    !closed.wasSaidWhileClosed(room, saidWhen(message, 0));
