import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import { type Delivery, type Envelope, eventRoute, LIMITS } from '@rocketchat-openclaw/shared';
import type { Connection } from '../settings/connection.ts';
import { FAULT } from '../texts/faults.ts';
import type { Mailbox } from '../workspace/mailbox.ts';
import { refusalOf } from './refusal.ts';

/** A delivery that is signed for one account. */
export type Signed = Omit<Delivery, 'id'>;

/** The raw answer; it may come from something else than our gateway. */
export interface CarriedBack {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly data: unknown;
}

/** A transport to the gateway: one attempt, bounded in time. */
export interface Carrier {
  readonly kind: 'http' | 'mailbox';
  /** The peer's name, for the beginning of a sentence. */
  readonly who: string;
  /** @throws Error if no answer came; its message is for an admin */
  carry(signed: Signed): Promise<CarriedBack>;
}

/** Both transports. */
export interface Transports {
  readonly http: Pick<IHttp, 'post'>;
  readonly mailbox: Mailbox;
}

/**
 * The transport in use. While a gateway fetches, everything is fetched, because an address in the settings may be
 * unreachable. So an operator only has to change `transport`, and nothing in the app.
 */
export function carrierTo(to: Connection, { http, mailbox }: Transports): Carrier {
  return mailbox.isVisited() || !to.gatewayUrl ? byMailbox(to, mailbox) : byHttp(to, http);
}

function byHttp({ gatewayUrl, accountId }: Connection, http: Transports['http']): Carrier {
  const url = gatewayUrl + eventRoute(accountId).path;
  return {
    kind: 'http',
    who: url,
    async carry({ token, payload }) {
      const response = await http
        .post(url, {
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          content: JSON.stringify({ payload } satisfies Envelope),
          timeout: LIMITS.pushTimeoutMs,
        })
        .catch((error: unknown) => {
          throw new Error(FAULT.unreachable(url, error instanceof Error ? error.message : String(error)));
        });
      // One Rocket.Chat version throws on a network failure, another returns nothing (bridges/http.ts).
      if (!response) throw new Error(FAULT.noRequest(url));
      return { status: response.statusCode, headers: response.headers ?? {}, data: response.data };
    },
  };
}

function byMailbox({ accountId }: Connection, mailbox: Mailbox): Carrier {
  return {
    kind: 'mailbox',
    who: FAULT.fetcher,
    async carry(signed) {
      const answered = mailbox.isVisited() ? await mailbox.put(signed) : undefined;
      if (!answered) throw new Error(nobodyFetches(accountId, mailbox.absentMs()));
      const { status, headers, answer } = answered;
      // The answer to a fetched delivery is our own door's, and a refusal has no body.
      return { status, headers, data: answer ?? refusalOf(status) };
    },
  };
}

/** In minutes, because a sentence that changes each second would count as a new reason each time. */
function nobodyFetches(accountId: string, absentMs: number | undefined): string {
  const minutes = Math.floor((absentMs ?? 0) / 60_000);
  return minutes < 1 ? FAULT.notFetched(accountId) : FAULT.notFetchedFor(accountId, minutes);
}
