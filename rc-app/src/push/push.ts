import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import {
  type Attempt,
  DURABLE_HEADER,
  type Envelope,
  type EventBatch,
  EventsAnswer,
  eventRoute,
  LIMITS,
  REFUSALS,
  type Retry,
  sign,
  skewInWords,
  skewToServer,
} from '@rocketchat-openclaw/shared';
import type { Connection } from '../admin/connection.ts';

/** What became of one attempt. `why` is one sentence for the admin: address, status and what to do. */
export type Pushed =
  | { readonly delivered: true; readonly answer: EventsAnswer }
  | {
      readonly delivered: false;
      readonly retry: Retry;
      readonly why: string;
      /** What the gateway, or something before it, asked for. */
      readonly retryAfterMs?: number;
      /** See `Failure` of the outbox. */
      readonly mendsItself?: true;
    };

/** Signs a batch and posts it to the gateway: one attempt, bounded in time, never throws. */
export async function push(batch: EventBatch, to: Connection, http: IHttp, attempt: Attempt): Promise<Pushed> {
  const route = eventRoute(to.accountId);
  const url = to.gatewayUrl + route.path;
  const payload = JSON.stringify(batch);
  const token = await sign(payload, route, to.eventKeys.current, attempt);
  try {
    const response = await http.post(url, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      content: JSON.stringify({ payload } satisfies Envelope),
      timeout: LIMITS.pushTimeoutMs,
    });
    return readAnswer(url, response, to, attempt.now);
  } catch (error) {
    return { delivered: false, retry: 'later', why: `${url} cannot be reached (${reasonOf(error)})` };
  }
}

/** One Rocket.Chat version throws on a network failure, another returns nothing (bridges/http.ts): both mean later. */
function readAnswer(url: string, response: IHttpResponse | undefined, to: Connection, now: number): Pushed {
  if (!response) return { delivered: false, retry: 'later', why: `${url} cannot be reached` };
  const { statusCode } = response;
  if (statusCode !== 202) {
    const skew = statusCode === 401 ? skewToServer(response.headers?.['date'], now) : undefined;
    const why = `${url} answered ${statusCode}${cure(statusCode, to, skew)}`;
    const retryAfterMs = readRetryAfter(response.headers?.['retry-after'], now);
    return {
      delivered: false,
      retry: retryOf(statusCode),
      why,
      ...(retryAfterMs && { retryAfterMs }),
      ...(skew !== undefined && { mendsItself: true }),
    };
  }
  const answer = EventsAnswer.safeParse(response.data);
  if (answer.success && response.headers?.[DURABLE_HEADER.name] === DURABLE_HEADER.value) {
    return { delivered: true, answer: answer.data };
  }
  return {
    delivered: false,
    retry: 'pause',
    why: `${url} answered 202, but is no OpenClaw gateway: check the address`,
  };
}

/** Whatever is not in the contract's table is not our gateway: a website, a redirect, a proxy's login page. */
function retryOf(status: number): Retry {
  if (status >= 500) return 'later';
  if (status < 400) return 'pause';
  return Object.values(REFUSALS).find((refusal) => refusal.status === status)?.retry ?? 'pause';
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return ms > 0 ? ms : undefined;
}

function cure(status: number, to: Connection, skew: number | undefined): string {
  switch (status) {
    case 401:
      if (skew !== undefined) return `: this server's clock is ${skewInWords(skew)} the gateway's; set it right`;
      return `: the secret is not the same on both sides (our key is ${to.eventKeys.current.kid}); paste a fresh connection code`;
    case 404:
      return `: no account "${to.accountId}" there; check that the plugin is enabled and the account id is right`;
    case 503:
      return ': the gateway is starting or its disk is full';
    default:
      return '';
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
