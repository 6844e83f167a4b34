import { REFUSALS, type RefusalCode, skewInWords, skewToServer } from '@rocketchat-openclaw/shared';
import { AppCallError } from './client.ts';

/** The connection could not be made, so nothing was sent (node: errors of `net` and `dns`). */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Nothing came back: the app may or may not have seen the command, unless there was no connection at all. */
export function unreachable(baseUrl: string, cause: unknown): AppCallError {
  const reason = errorCode(cause);
  const happened = NEVER_CONNECTED.has(reason) ? 'no' : 'unknown';
  const message = `no answer from ${baseUrl} (${reason}): is the workspace up and baseUrl right?`;
  return new AppCallError({ code: 'unreachable', happened, retryable: true, message }, { cause });
}

/** `gone` is what to do where nobody is there; `kid` is that of our key for commands. */
interface Peer {
  readonly baseUrl: string;
  readonly gone: string;
  readonly kid: string;
}

/** An answer that is not 200: said before the command was looked at, except by a server that failed on its way. */
export function refusedStatus(response: Response, to: Peer, now: number): AppCallError {
  const { status } = response;
  const skew = skewToServer(response.headers.get('date'), now);
  const code = codeOf(status);
  return new AppCallError({
    code,
    happened: status >= 500 && status !== 503 ? 'unknown' : 'no',
    // Clocks are set right without anybody telling us, unlike secrets.
    retryable: status >= 500 || status === 408 || status === 429 || (status === 401 && skew !== undefined),
    retryAfterMs: retryAfter(response.headers.get('retry-after')),
    message: `${status}: ${status === 401 && skew !== undefined ? clockFault(skew) : cureOf(status, to)}`,
  });
}

/** The same failure, after an earlier attempt that may have had its effect. */
export function doubtful(error: AppCallError): AppCallError {
  const { code, reason, retryable, retryAfterMs, message } = error;
  return new AppCallError({ code, reason, happened: 'unknown', retryable, retryAfterMs, message }, { cause: error });
}

const clockFault = (skew: number): string => `our clock is ${skewInWords(skew)} the workspace's: set it right`;

function cureOf(status: number, { baseUrl, gone, kid }: Peer): string {
  if (status === 401) return `the secret differs on the two sides: compare key ids, ours for commands is ${kid}`;
  if (status === 404) return gone;
  if (status === 413) return 'the command is larger than the server accepts (100 kB of JSON)';
  if (status === 429) return 'the workspace asks us to slow down';
  if (status >= 300 && status < 400) return `${baseUrl} redirects: set baseUrl to the address it redirects to`;
  if (status >= 500) return 'the server failed or is starting: see its log if this lasts';
  return 'the server does not take our commands: is baseUrl right, and do both halves have the same version?';
}

function codeOf(status: number): RefusalCode | 'unreachable' {
  const found = Object.entries(REFUSALS).find(([, refusal]) => refusal.status === status && status !== 200);
  return found ? (found[0] as RefusalCode) : 'unreachable';
}

/** Who asks for more may be asked again all the same: a turn waits for this. */
const MOST_RETRY_AFTER_MS = 60_000;

/** Seconds only: the date form is for caches, and our peer never sends it. */
function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, MOST_RETRY_AFTER_MS) : undefined;
}

/** fetch hides the reason one or two causes deep. */
function errorCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.name === 'TimeoutError') return 'timeout';
  }
  return 'no reason given';
}
