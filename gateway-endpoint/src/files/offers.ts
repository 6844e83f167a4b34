import { createHash } from 'node:crypto';
import { FILE_TOKEN, filePath } from '@rocketchat-openclaw/shared';
import { AppCallError } from '../app-client/client.ts';

/** A file of ours on disk, ready to be pulled. */
export interface HeldFile {
  readonly path: string;
  readonly name: string;
  /** MIME type without parameters. */
  readonly type: string;
  readonly size: number;
  /** base64url, of the bytes as they were written: the app stores nothing else. */
  readonly sha256: string;
}

export interface Offer {
  /** For the `upload` command. */
  readonly path: string;
  /** Did the app start to pull it, whether or not it got the whole file? */
  wasAskedFor(): boolean;
  /** Ends the offer, and cuts off a running pull. */
  close(): void;
}

/** A pull with the right token. */
export interface Pull {
  readonly file: HeldFile;
  /**
   * Aborted when the offer ends, or when the same token comes again, because the app has then given up on this pull.
   */
  readonly signal: AbortSignal;
  /** The last byte was handed over. */
  complete(): void;
}

/** The files that an account holds ready at this moment. */
export interface Offers {
  /** @throws AppCallError `too-many` or `not-ready` */
  offer(file: HeldFile): Offer;
  /** Undefined for a token that is unknown, used or expired, without a difference. */
  take(token: string): Pull | undefined;
  /** The door is closing: all offers end, and there are no more. */
  shut(): void;
}

export interface OffersFacts {
  readonly accountId: string;
  readonly clock: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/**
 * An offer is closed when its command is answered, after 20 s at the latest; this is the limit if that does not happen.
 */
const LIFE_MS = 60_000;
const MOST_OPEN = 64;
const TOKEN_BYTES = 24;

interface OpenOffer {
  readonly file: HeldFile;
  readonly until: number;
  pulling?: AbortController;
}

/**
 * A token is good for one complete pull, until its offer is closed or a minute has passed. A pull that breaks off
 * does not use it up, and a second one ends the first, so that no file leaves twice. It is bound to this account, to
 * one file and, by the signed command that alone carries it, to one room.
 */
export function openOffers({ accountId, clock, random }: OffersFacts): Offers {
  // By hash, so that the time of a look-up tells nothing of the tokens that are there.
  const open = new Map<string, OpenOffer>();
  let isShut = false;
  const end = (digest: string) => {
    open.get(digest)?.pulling?.abort();
    open.delete(digest);
  };
  return {
    offer(file) {
      if (isShut) throw refusal('not-ready', 'the account is stopping');
      for (const [digest, { until }] of open) if (until <= clock()) end(digest);
      if (open.size >= MOST_OPEN) throw refusal('too-many', `${MOST_OPEN} files are being sent already`);
      const token = Buffer.from(random(TOKEN_BYTES)).toString('base64url');
      const digest = digestOf(token);
      const entry: OpenOffer = { file, until: clock() + LIFE_MS };
      open.set(digest, entry);
      return {
        path: filePath(accountId, token),
        wasAskedFor: () => entry.pulling !== undefined,
        close: () => end(digest),
      };
    },
    take(token) {
      const digest = FILE_TOKEN.test(token) ? digestOf(token) : '';
      const entry = open.get(digest);
      if (!entry || entry.until <= clock()) return undefined;
      entry.pulling?.abort();
      const pulling = new AbortController();
      entry.pulling = pulling;
      const complete = () => {
        if (entry.pulling === pulling) open.delete(digest);
      };
      return { file: entry.file, signal: pulling.signal, complete };
    },
    shut() {
      isShut = true;
      for (const digest of open.keys()) end(digest);
    },
  };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** No byte was sent, so a later pull may get the file. */
function refusal(code: AppCallError['code'], message: string): AppCallError {
  return new AppCallError({ code, happened: 'no', retryable: true, message });
}
