import { REFUSALS, type RefusalCode, skewInWords, skewToServer } from '@rocketchat-openclaw/shared';
import { COMMAND_FAULT } from '../texts/faults.ts';
import { AppCallError } from './client.ts';

/** As `UNREACHED` has it. */
const TIMEOUT = 'timeout';

/** The connection could not be made, so nothing was sent (node: errors of `net` and `dns`). */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** There was no answer: the app may or may not have seen the command, unless there was no connection at all. */
export function unreachable(baseUrl: string, cause: unknown): AppCallError {
  const reason = errorCode(cause);
  const happened = NEVER_CONNECTED.has(reason) ? 'no' : 'unknown';
  const message = COMMAND_FAULT.unreachable(baseUrl, reason + addressIn(cause));
  return new AppCallError({ code: 'unreachable', happened, retryable: true, message }, { cause });
}

/** `gone` is what to do if no app is there; `kid` is that of our key for commands. */
interface Peer {
  readonly baseUrl: string;
  readonly gone: string;
  readonly kid: string;
  readonly accountId: string;
  /** Did the app itself say so, in our words? */
  readonly isApp: boolean;
}

/** An answer other than 200: it was given before the command was read, unless a server on the way failed. */
export function refusedStatus(response: Response, to: Peer, now: number): AppCallError {
  const { status } = response;
  const skew = skewToServer(response.headers.get('date'), now);
  const code = codeOf(status);
  return new AppCallError({
    code,
    happened: status >= 500 && status !== 503 ? 'unknown' : 'no',
    // A clock may be set right without a new start of the account, unlike a secret.
    retryable: status >= 500 || status === 408 || status === 429 || (status === 401 && skew !== undefined),
    retryAfterMs: retryAfter(response.headers.get('retry-after')),
    message: `${status}: ${status === 401 && skew !== undefined ? clockFault(skew) : cureOf(status, to)}`,
  });
}

/** The same failure, after an earlier attempt that may have had its effect. */
export function doubtful(error: AppCallError): AppCallError {
  const { code, reason, retryable, retryAfterMs, message, isAnswered } = error;
  const facts = { code, reason, happened: 'unknown', retryable, retryAfterMs, message, isAnswered } as const;
  return new AppCallError(facts, { cause: error });
}

const clockFault = (skew: number): string => COMMAND_FAULT.clock(skewInWords(skew));

function cureOf(status: number, { baseUrl, gone, kid, accountId, isApp }: Peer): string {
  if (status === 401) return COMMAND_FAULT.otherSecret(kid, accountId);
  if (status === 404) return gone;
  if (status === 413) return COMMAND_FAULT.tooLarge;
  if (status === 429) return COMMAND_FAULT.tooMany;
  if (status >= 300 && status < 400) return COMMAND_FAULT.redirects(baseUrl);
  if (status === 503 && isApp) return COMMAND_FAULT.notReady;
  if (status === 502 || status === 504) return COMMAND_FAULT.proxyFailed;
  if (status >= 500) return COMMAND_FAULT.serverFailed;
  return COMMAND_FAULT.notTaken;
}

function codeOf(status: number): RefusalCode | 'unreachable' {
  const found = Object.entries(REFUSALS).find(([, refusal]) => refusal.status === status && status !== 200);
  return found ? (found[0] as RefusalCode) : 'unreachable';
}

/** Even if the workspace asks for a longer pause, the wait is not longer than this, because a turn waits. */
const MOST_RETRY_AFTER_MS = 60_000;

/** Seconds only: the date form is for caches, and our peer never sends it. */
function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, MOST_RETRY_AFTER_MS) : undefined;
}

/** Where the connection failed, such as ` ::1:443`: whether by IPv4 or IPv6. */
function addressIn(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('address' in at && 'port' in at) return ` ${String(at.address)}:${String(at.port)}`;
  }
  return '';
}

/** fetch hides the reason one or two causes deep. */
export function errorCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.name === 'TimeoutError') return TIMEOUT;
  }
  return COMMAND_FAULT.noReason;
}
