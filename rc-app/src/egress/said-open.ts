import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { saidWhen } from '../capture/message.ts';
import type { Memory } from '../memory/memory.ts';

/** A message of the past may leave only if it was sent, and last edited, while the room was open. */
export type SaidOpen = (message: Pick<IMessage, 'createdAt' | 'editedAt' | 'updatedAt'>) => boolean;

/** @returns the predicate for each message of the room */
export async function saidOpen(room: IRoom, memory: Memory, read: IRead): Promise<SaidOpen> {
  const closed = await memory.closed.refresh(read);
  return (message) => !closed.wasSaidWhileClosed(room, saidWhen(message, 0));
}
