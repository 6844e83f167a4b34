/**
 * Every code with which one half may refuse the other, and its consequences.
 *
 * `status` is the HTTP status of the answer. Commands that were understood but cannot be carried out answer 200 with
 * `ok: false`, because the delivery itself succeeded.
 * `retry` tells the sender what to do: `never` (the same request will fail again), `later` (back off and repeat),
 * `pause` (the connection itself is wrong: stop, tell an admin, lose nothing).
 */
export const REFUSALS = {
  // the door
  unauthorized: { status: 401, retry: 'pause' },
  'bad-request': { status: 400, retry: 'never' },
  'not-found': { status: 404, retry: 'pause' },
  'method-not-allowed': { status: 405, retry: 'pause' },
  timeout: { status: 408, retry: 'later' },
  'too-large': { status: 413, retry: 'never' },
  'unsupported-media-type': { status: 415, retry: 'pause' },
  'too-many': { status: 429, retry: 'later' },
  'not-ready': { status: 503, retry: 'later' },
  /** The gateway's queue is full, so it stores nothing more, and the app keeps the events. */
  'queue-full': { status: 503, retry: 'later' },
  // a command that was understood
  'room-not-found': { status: 200, retry: 'never' },
  'thread-not-in-room': { status: 200, retry: 'never' },
  'message-not-found': { status: 200, retry: 'never' },
  'user-not-found': { status: 200, retry: 'never' },
  'file-not-found': { status: 200, retry: 'never' },
  'file-not-received': { status: 200, retry: 'never' },
  'not-own-message': { status: 200, retry: 'never' },
  'not-a-member': { status: 200, retry: 'never' },
  'may-not-write': { status: 200, retry: 'never' },
  'text-too-long': { status: 200, retry: 'never' },
  'unsupported-command': { status: 200, retry: 'never' },
  'refused-by-server': { status: 200, retry: 'never' },
  'outcome-unknown': { status: 200, retry: 'never' },
  // our own configuration
  'weak-secret': { status: 500, retry: 'pause' },
  'bad-connection-code': { status: 500, retry: 'pause' },
} as const satisfies Record<string, { status: number; retry: 'never' | 'later' | 'pause' }>;

export type RefusalCode = keyof typeof REFUSALS;

/** Whether a sender tries again after a refusal. See {@link REFUSALS}. */
export type Retry = (typeof REFUSALS)[RefusalCode]['retry'];

type RefusalOptions = ErrorOptions & {
  skewMs?: number | undefined;
  retryAfterMs?: number | undefined;
  reason?: string | undefined;
};

/**
 * The one error class of the contract.
 *
 * `code` is for programs and may travel. `detail` is one sentence for our own log or for an admin; the door never puts
 * it on the wire, a command answer does. `reason` says why a room is closed: a word for programs, and it travels too.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly reason: string | undefined;

  constructor(code: RefusalCode, detail: string, options?: RefusalOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
    this.skewMs = options?.skewMs;
    this.reason = options?.reason;
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** For a valid signature with a wrong time: how far the sender's clock is ahead of ours, in milliseconds. */
  readonly skewMs: number | undefined;
  /** When the request may be repeated, if that is known. */
  readonly retryAfterMs: number | undefined;

  get status(): number {
    return REFUSALS[this.code].status;
  }

  get retry(): Retry {
    return REFUSALS[this.code].retry;
  }
}
