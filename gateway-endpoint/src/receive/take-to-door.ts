import { type Answered, type Delivery, DURABLE_HEADER, type Envelope, EventsAnswer } from '@rocketchat-openclaw/shared';
import type { Visitor } from './door.ts';

/** Our own door, as a visitor sees it. */
export interface Knocking {
  fetch(request: Request, visitor: Visitor): Response | Promise<Response>;
}

/** In the log, in place of the address of a push. */
const VISITOR: Visitor = { client: 'a fetched delivery' };

/**
 * A fetched delivery goes through the same door as a pushed one: it is verified, limited, stored and answered there, and
 * nowhere else.
 *
 * @param path where the door takes events
 * @returns the answer, as far as the app needs it
 */
export async function takeToDoor({ id, token, payload }: Delivery, path: string, door: Knocking, now: number) {
  const request = new Request(new URL(path, 'http://gateway.invalid'), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ payload } satisfies Envelope),
  });
  const response = await door.fetch(request, VISITOR);
  const answer = EventsAnswer.safeParse(await response.json().catch(() => undefined));
  const durable = response.headers.get(DURABLE_HEADER.name);
  const retryAfter = response.headers.get('retry-after');
  return {
    id,
    status: response.status,
    headers: {
      ...(durable && { [DURABLE_HEADER.name]: durable }),
      ...(retryAfter && { 'retry-after': retryAfter }),
      // Node adds it to what it sends; the app tells by it whose clock is wrong.
      date: new Date(now).toUTCString(),
    },
    ...(answer.success && { answer: answer.data }),
  } satisfies Answered;
}
