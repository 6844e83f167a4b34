import { type Command, type CommandResult, printable, type RefusalCode } from '@rocketchat-openclaw/shared';

/** The way out to a workspace. The app is its first implementation; nothing above this line knows about HTTP. */
export interface AppClient {
  /**
   * Sends a command to the workspace. Repeats with the same `key` have no second effect.
   *
   * @throws AppCallError
   */
  call<C extends Command>(command: C, options?: CallOptions): Promise<CommandResult<C['command']>>;
}

export interface CallOptions {
  /** How often the command is sent at most; 1 if it is useless when late, such as typing. */
  readonly attempts?: number;
  /** How long one attempt may take; `LIMITS.commandTimeoutMs` by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** The id of the event that is answered, for the logbook. */
  readonly answers?: string;
}

/**
 * A command that did not return a result.
 *
 * `happened` is `no` only where it is proved that the command had no effect; the caller may then repeat it elsewhere
 * or later. `message` is a sentence for the operator, with what to do about it.
 */
export class AppCallError extends Error {
  readonly code: RefusalCode | 'unreachable' | 'unreadable';
  readonly happened: 'no' | 'unknown';
  /** May the same command succeed later, without a change of settings? */
  readonly retryable: boolean;
  /** Why a room is closed to the command, in one of the app's words. */
  readonly reason: string | undefined;
  /** From the peer's `Retry-After`. */
  readonly retryAfterMs: number;
  /** Did the app itself refuse the command? Then the way to it works. */
  readonly isAnswered: boolean;

  constructor(facts: CallFailure, options?: ErrorOptions) {
    // OpenClaw writes it into its own logs, and it may contain words of the app.
    super(printable(facts.message), options);
    this.name = 'AppCallError';
    this.code = facts.code;
    this.happened = facts.happened;
    this.retryable = facts.retryable;
    this.reason = facts.reason;
    this.retryAfterMs = facts.retryAfterMs ?? 0;
    this.isAnswered = facts.isAnswered ?? false;
  }
}

export type CallFailure = Pick<AppCallError, 'code' | 'happened' | 'retryable' | 'message'> & {
  reason?: string | undefined;
  retryAfterMs?: number | undefined;
  isAnswered?: boolean | undefined;
};
