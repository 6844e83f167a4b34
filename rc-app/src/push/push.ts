import {
  type Attempt,
  DURABLE_HEADER,
  type EventBatch,
  EventsAnswer,
  eventRoute,
  printable,
  type Retry,
  sign,
  skewToServer,
  WANTS_HELLO_HEADER,
} from '@rocketchat-openclaw/shared';
import type { Pushed } from '../outbox/pushed.ts';
import type { Connection } from '../settings/connection.ts';
import { FAULT } from '../texts/faults.ts';
import type { CarriedBack, Carrier } from './carry.ts';
import { faultOf } from './fault.ts';
import { isRefusal, refusalOf } from './refusal.ts';

/** Signs a batch and has it carried to the gateway: one attempt, bounded in time, never throws. */
export async function push(batch: EventBatch, to: Connection, carrier: Carrier, attempt: Attempt): Promise<Pushed> {
  const payload = JSON.stringify(batch);
  const token = await sign(payload, eventRoute(to.accountId), to.eventKeys.current, attempt);
  try {
    return readAnswer(carrier.who, await carrier.carry({ token, payload }), to, attempt.now);
  } catch (error) {
    return { delivered: false, retry: 'later', why: faultOf(error) };
  }
}

function readAnswer(who: string, { status, headers, data }: CarriedBack, to: Connection, now: number): Pushed {
  if (status !== 202) {
    const skew = status === 401 ? skewToServer(headers['date'], now) : undefined;
    const why = faultAt(who, status, to, skew, data);
    const retryAfterMs = readRetryAfter(headers['retry-after'], now);
    return {
      delivered: false,
      retry: retryOf(status, data),
      why,
      ...(retryAfterMs && { retryAfterMs }),
      ...(skew !== undefined && { mendsItself: true }),
    };
  }
  const answer = EventsAnswer.safeParse(data);
  if (answer.success && headers[DURABLE_HEADER.name] === DURABLE_HEADER.value) {
    const wantsHello = headers[WANTS_HELLO_HEADER.name] === WANTS_HELLO_HEADER.value;
    return { delivered: true, answer: withoutTricks(answer.data), ...(wantsHello && { wantsHello }) };
  }
  return {
    delivered: false,
    retry: 'pause',
    why: FAULT.notAGateway(who),
  };
}

/** Admins read the gateway's reasons, now and in the list of failed events. */
function withoutTricks({ results, ...rest }: EventsAnswer): EventsAnswer {
  const clean = results.map(({ reason, ...result }) => ({
    ...result,
    ...(reason !== undefined && { reason: printable(reason) }),
  }));
  return { results: clean, ...rest };
}

/**
 * A status outside the contract's table does not come from our gateway, but from a website, a redirect or a proxy's
 * login page. An event is given up only where our door refuses it: a proxy may answer 400 or 413, too, and no event is
 * at fault then.
 */
function retryOf(status: number, data: unknown): Retry {
  if (status >= 500) return 'later';
  if (status < 400) return 'pause';
  return isForeign(status, data) ? 'pause' : (refusalOf(status)?.retry ?? 'pause');
}

/** A status with which our door would end an event or blame the secret, in an answer that is not our door's. */
function isForeign(status: number, data: unknown): boolean {
  const refusal = refusalOf(status);
  if (!refusal) return true;
  const isTelling = refusal.retry === 'never' || refusal.error === 'unauthorized';
  return isTelling && !isRefusal(data, refusal.error);
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return ms > 0 ? ms : undefined;
}

function faultAt(who: string, status: number, to: Connection, skew: number | undefined, data: unknown): string {
  if (status < 500 && isForeign(status, data)) {
    return status === 413 ? FAULT.tooLargeForProxy(who) : FAULT.answeredByAnother(who, status);
  }
  switch (status) {
    case 400:
      return FAULT.otherVersion(who);
    case 401:
      if (skew === undefined) return FAULT.otherSecret(who, to.eventKeys.current.kid);
      return skew > 0 ? FAULT.clockIsAhead(who, skew) : FAULT.clockIsBehind(who, skew);
    case 404:
      return FAULT.noAccount(who, to.accountId);
    case 502:
    case 504:
      return FAULT.proxyFailed(who, status);
    case 503:
      return isRefusal(data, 'queue-full') ? FAULT.isFull(who) : FAULT.isStarting(who);
    default:
      return FAULT.answered(who, status);
  }
}
