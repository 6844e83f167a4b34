/**
 * Why no answer came, by the code of the error as Node.js names it; for the admin of the side that asked. Where the cure is
 * not to look whether the other side runs, it stands behind a colon.
 */
export const UNREACHED = {
  ENOTFOUND: 'the name of the host is not known (DNS): check its spelling, and the name server',
  EAI_AGAIN: 'the name server does not answer (DNS): look at the network of this machine',
  ECONNREFUSED: 'nothing listens on that port',
  ECONNRESET: 'the connection was cut: http and https may be mixed up',
  EPIPE: 'the connection was cut: http and https may be mixed up',
  UND_ERR_SOCKET: 'the connection was cut: http and https may be mixed up',
  HPE_INVALID_CONSTANT: 'the answer is not HTTP: http and https may be mixed up',
  ERR_SSL_WRONG_VERSION_NUMBER: 'there is no TLS on that port: try http:// or the right port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'there is no TLS on that port: try http:// or the right port',
  EHOSTUNREACH: 'there is no way to that host in the network',
  ENETUNREACH: 'there is no way to that network',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired: renew it there',
  CERT_NOT_YET_VALID: 'its TLS certificate is not valid yet, or the clock here is wrong: set that right',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is signed by itself: give it one that this machine trusts',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its TLS certificate is of an unknown authority: set NODE_EXTRA_CA_CERTS to that authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate comes without the chain: the server must send the whole chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its TLS certificate is of an unknown authority: set NODE_EXTRA_CA_CERTS to that authority',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its TLS certificate is for another name: use that name, or give the server one for this name',
  ETIMEDOUT: 'no answer came in time (a firewall?)',
  UND_ERR_CONNECT_TIMEOUT: 'no answer came in time (a firewall?)',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  ABORT_ERR: 'no answer came in time',
  timeout: 'no answer came in time (a firewall?)',
} as const satisfies Readonly<Record<string, string>>;

const CODES = Object.keys(UNREACHED) as (keyof typeof UNREACHED)[];

/** The same faults where only the message of an error is left, as Node.js and OpenSSL word them. The first that fits counts. */
const WORDINGS: readonly (readonly [RegExp, keyof typeof UNREACHED])[] = [
  [/self[- ]signed certificate in certificate chain/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self[- ]signed certificate/i, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
  [/certificate is not yet valid/i, 'CERT_NOT_YET_VALID'],
  [/unable to verify the first certificate/i, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/unable to get (?:local )?issuer certificate/i, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [/does not match certificate's altnames|altname/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/wrong version number|packet length too long|unknown protocol|EPROTO/i, 'ERR_SSL_WRONG_VERSION_NUMBER'],
  [/Parse Error|HPE_|invalid HTTP/i, 'HPE_INVALID_CONSTANT'],
  [/socket hang up|other side closed|premature close/i, 'ECONNRESET'],
  [/timed? ?out|timeout|aborted/i, 'timeout'],
];

/** Behind the code of a failed connection: an IPv6 address, as in `ECONNREFUSED ::1:443`. */
const AT_IPV6 = /\b(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL) (?:[\da-f]*:){3,}\d+\b/i;
export const NO_IPV6 =
  'nothing answers at its IPv6 address: use a name or an address with IPv4, or let the server listen on IPv6 too';

/** Does the reason have its own cure, so that it needs no other advice? */
export const hasCure = (why: string): boolean => why.includes(': ');

/**
 * @param words the message of an error; a code of Node.js in it counts first
 * @returns undefined where the reason is not known
 */
export function whyUnreached(words: string): string | undefined {
  if (AT_IPV6.test(words)) return NO_IPV6;
  const code = CODES.find((each) => new RegExp(`\\b${each}\\b`).test(words));
  const wording = WORDINGS.find(([pattern]) => pattern.test(words))?.[1];
  const found = code === 'timeout' ? (wording ?? code) : (code ?? wording);
  return found && UNREACHED[found];
}
