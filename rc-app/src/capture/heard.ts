import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot, Event, Said } from '@rocketchat-openclaw/shared';
import type { SaidAt } from '../memory/closed-times.ts';
import type { Showing } from './showing.ts';

/** Something that a hook brought: enough to decide whether it may leave, and how to write it down if it does. */
export interface Heard {
  readonly kind: 'message' | 'reaction' | 'membership' | 'command' | 'click' | 'form';
  /** Of the message, or of the room where there is none: for the log. */
  readonly id: string;
  readonly room: IRoom;
  /** The person who did it. */
  readonly actorId: string;
  /** When the message was sent to which this happened; absent for the message itself, and if there is none. */
  readonly saidAt?: number | undefined;
  /** When the message was sent that it is about; absent if there is none. */
  readonly wordsOf?: SaidAt | undefined;
  /** The author of the message that it is about. */
  readonly authorId?: string | undefined;
  readonly threadId?: string | undefined;
  /** The message was deleted: its waiting events need not leave, even if this one may not leave either. */
  readonly takesBack?: true;
  /** The words of a message: absent where nothing was said. */
  readonly said?: Said | undefined;
  /** In whose name the message stands. */
  readonly accountId?: string | undefined;
  /** Absent where the message shows nothing beside its text. */
  readonly shown?: Showing | undefined;
  /** If words of the message are in a file: the same with these words. Never throws. */
  unfold?(read: IRead): Promise<Heard>;
  /**
   * @param now milliseconds, used where the server gives no time
   * @returns undefined for anything that the contract does not know, such as a new kind of room
   */
  write(bot: Bot, now: number): Event | undefined;
}
