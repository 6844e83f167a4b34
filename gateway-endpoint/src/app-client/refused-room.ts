import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { AppCallError } from './client.ts';

/** The app lets the bot not write in this room. A repeat does not help. */
export class RoomClosed extends PlatformMessageNotDispatchedError {
  /** In one of the app's words. */
  readonly reason: string | undefined;

  /** Without its cause, because OpenClaw would show it to the agent, with ids and codes. */
  constructor(refusal: AppCallError) {
    super(sentenceOf(refusal), { cause: undefined, retryable: false });
    this.name = 'RoomClosed';
    this.reason = refusal.reason;
  }
}

/** The refusal behind an error, however deep. */
export function refusedRoomIn(error: unknown): Pick<RoomClosed, 'reason'> | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof RoomClosed || (at instanceof AppCallError && isRefusal(at))) return at;
  }
  return undefined;
}

export const isRefusal = ({ code }: AppCallError): boolean => code === 'may-not-write';

/** The fault and the person who can change it, in the app's words, for the agent and the person who asked. */
export function sentenceOf({ message }: AppCallError): string {
  return `Rocket.Chat does not let you write there: ${message.replace(/^\w+: may-not-write: /, '')}.`;
}
