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
  /** Who did it. */
  readonly actorId: string;
  /** When the message was said to which this happened: absent where it is the message itself, or about none. */
  readonly saidAt?: number | undefined;
  /** When the words were said that it is about: absent where it is about none. */
  readonly wordsOf?: SaidAt | undefined;
  /** Whose message it is about. */
  readonly authorId?: string | undefined;
  readonly threadId?: string | undefined;
  /** The message is gone: its events that wait need not leave, even if this one may not leave either. */
  readonly takesBack?: true;
  /** The words of a message: absent where nothing was said. */
  readonly said?: Said | undefined;
  /** In whose name the message stands. */
  readonly accountId?: string | undefined;
  /** Absent where the message shows nothing beside its text. */
  readonly shown?: Showing | undefined;
  /** Where words lie in a file: the same with those words. Never throws. */
  unfold?(read: IRead): Promise<Heard>;
  /**
   * @param now milliseconds, for what the server gives no time
   * @returns undefined for what the contract does not know, such as an unheard-of kind of room
   */
  write(bot: Bot, now: number): Event | undefined;
}
