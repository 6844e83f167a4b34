import type { CommandResult, EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../../admit/admitted.ts';
import type { Situation } from '../situation.ts';

/** Messages of a room or thread, as the app tells them. */
export type Past = CommandResult<'history'>['messages'];

/** The question for which the past is read. */
export interface Recalling extends Situation {
  readonly event: EventOf<'message.sent'>;
  readonly bot: Admitted['bot'];
  /** The messages that are answered with it, oldest first. */
  readonly joined?: readonly EventOf<'message.sent'>[];
  readonly signal: AbortSignal;
}
