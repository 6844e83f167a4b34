import { LIMITS } from '../contract/limits.ts';
import { Refusal } from '../errors.ts';
import { fromBase64url } from './base64url.ts';
import { Header } from './claims.ts';
import { readPlainJson } from './plain-json.ts';

/** HMAC-SHA256 as base64url. */
const SIGNATURE_CHARS = 43;

/** A well-formed token with one of our headers. Its signature is not verified yet. */
export interface Compact {
  readonly token: string;
  readonly header: Header;
}

/**
 * The first look at a request: shape and header, before any cryptography.
 *
 * @param authorization the header as received, `Bearer <compact JWS>`
 * @throws Refusal `unauthorized`
 */
export function readCompact(authorization: string | undefined): Compact {
  const token = authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : undefined;
  if (!token) throw new Refusal('unauthorized', 'no bearer token');
  if (token.length > LIMITS.tokenChars) throw new Refusal('unauthorized', 'the token is too long');
  const segments = token.split('.');
  const [first, second, third] = segments.map(fromBase64url);
  if (segments.length !== 3 || !first?.length || !second?.length || !third?.length) {
    throw new Refusal('unauthorized', 'the token is not three canonical base64url segments');
  }
  if (segments[2]?.length !== SIGNATURE_CHARS) throw new Refusal('unauthorized', 'the signature is not 256 bits');
  return { token, header: readHeader(first) };
}

function readHeader(bytes: Uint8Array): Header {
  try {
    return Header.parse(readPlainJson(bytes));
  } catch (cause) {
    throw new Refusal('unauthorized', 'the token header is not exactly alg, typ and kid of ours', { cause });
  }
}
