import { Refusal, UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import type { Guard } from './guard.ts';

/** Called for every refusal: the code for counting, the detail for the log. It contains neither token nor body. */
export type RefusalLog = (refusal: Refusal, client: string) => void;

const RETRY_AFTER_SECONDS = '1';
/** A full queue empties one turn after the other, which takes seconds each. */
const FULL_RETRY_AFTER_SECONDS = '10';

/**
 * All refusals, in one place. The answer is one code, and the detail stays in our log. All failed authentications get
 * the same bytes, and anything unexpected is answered as `not-ready`.
 */
export function refuse(
  error: Error,
  client: string,
  { guard, onRefusal }: { guard: Pick<Guard, 'mayFail'>; onRefusal: RefusalLog },
): Response {
  const refusal = toRefusal(error);
  if (refusal.code !== 'unauthorized') {
    onRefusal(refusal, client);
    const retryAfter = refusal.code === 'queue-full' ? FULL_RETRY_AFTER_SECONDS : RETRY_AFTER_SECONDS;
    return say(refusal.status, JSON.stringify({ error: refusal.code }), retryAfter);
  }
  if (!guard.mayFail(client)) return say(429, JSON.stringify({ error: 'too-many' }));
  onRefusal(refusal, client);
  return say(refusal.status, UNAUTHORIZED_BODY);
}

/** The answer before the door is open. */
export const notReady = (): Response => say(503, JSON.stringify({ error: 'not-ready' }));

function toRefusal(error: Error): Refusal {
  if (!(error instanceof Refusal)) return new Refusal('not-ready', error.name, { cause: error });
  // A refusal without an HTTP status of its own is not one of a door.
  const isOurs = (error.status >= 400 && error.status < 500) || error.code === 'queue-full';
  return isOurs ? error : new Refusal('not-ready', error.detail, { cause: error });
}

function say(status: number, body: string, retryAfter = RETRY_AFTER_SECONDS): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  if (status === 429 || status === 503) headers.set('retry-after', retryAfter);
  return new Response(body, { status, headers });
}
