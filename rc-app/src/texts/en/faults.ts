import { NO_IPV6, UNREACHED } from '@rocketchat-openclaw/shared';

/**
 * Faults of the connection: each is a clause, because it is stored, counted and shown behind a colon. Each is a template,
 * so that a stored one can be said in another language (`words.ts`).
 */

/** OpenClaw's crash-loop breaker (docs/gateway/restart-recovery.md): the gateway lives, and its channels do not start. */
const CHANNEL_OFF =
  'After three unclean exits within five minutes OpenClaw keeps its channels off: see `openclaw channels status` there, and start this one with `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE =
  `Check there that the gateway runs, has \`transport: "pull"\` and can reach this server. ${CHANNEL_OFF}. If this server can reach the gateway, enter its Gateway URL instead` as const;

const REACH_CURE =
  'check the Gateway URL, that the gateway runs, and that it listens for other machines (`gateway.bind`, or a reverse proxy before it)';

const NEW_SECRET = 'make a new one with `openclaw rocketchat connect`';
const COPY_AGAIN = 'copy it once more, whole, from `openclaw rocketchat connect`';

/** Why one attempt failed: the peer that refused, and what to do. `who` is an address, or OpenClaw if it fetches. */
const ATTEMPTS = {
  /** The words of OpenSSL and the like help nobody who has the cure. */
  unreachable: '{url} cannot be reached: {why}',
  unreachableBecause: `{url} cannot be reached: {why} ({cause}); ${REACH_CURE}`,
  unreachableFor: `{url} cannot be reached ({cause}); ${REACH_CURE}`,
  clockIsAhead: "{who} answered 401: this server's clock is {span} ahead of the gateway's; set it right",
  clockIsBehind: "{who} answered 401: this server's clock is {span} behind the gateway's; set it right",
  otherSecret:
    '{who} answered 401: the secret is not the same on both sides (our key is {kid}); paste a fresh connection code. If `openclaw rocketchat keys` there shows that key, a proxy removes the `authorization` header',
  noAccount: `{who} answered 404: there is no account "{account}" there. Check the address (a proxy may want a path before /rocketchat) and the account. There, check that the plugin is enabled, that no other plugin has its channel, and that the proxy leads to \`webhookPath\`, if the account has one. ${CHANNEL_OFF}`,
  isFull: '{who} answered 503: too many events wait for the agent there; those that wait here are sent as it answers',
  isStarting:
    '{who} answered 503: the gateway is starting, its disk is full, or too many events wait for the agent there',
  /** One version of the server throws where the network fails, another answers nothing, as where the permission is missing. */
  noRequest: `{url} cannot be reached: the server gave the app no answer. See whether the app has the permission \`networking\`; otherwise ${REACH_CURE}`,
  otherVersion:
    '{who} answered 400: the plugin there does not understand what this app sends; update both to the same version',
  tooLargeForProxy:
    '{who} answered 413, but not as OpenClaw does: a proxy before it takes only smaller requests; let it pass 1 MB',
  proxyFailed:
    '{who} answered {status}: a proxy before the gateway does not reach it; check that the gateway runs, and where the proxy leads',
  answered: '{who} answered {status}',
  answeredByAnother:
    '{who} answered {status}, but not as OpenClaw does; look at the proxy before it, or check the address',
  notAGateway: '{who} answered 202, but it is no OpenClaw gateway; check the address',
  noVerdict: 'the gateway did not say whether it took {event}',
  noAnswerForIt: 'no answer for it',
  notFetched: `OpenClaw is not fetching events for account "{account}". ${FETCH_CURE}`,
  notFetchedFor: `OpenClaw has not fetched events for account "{account}" for {span}. ${FETCH_CURE}`,
} as const;

/** Why an event is given up. */
const DEATHS = {
  refused: 'refused: {reason}',
  noReason: 'no reason given',
  waitedADay: 'it waited for 24 hours: {fault}',
} as const;

/** Why there is no connection: faults in the settings, and in a secret or code that was entered. */
const SETTINGS = {
  neverConnected: 'not connected yet: paste a connection code into the settings of the app',
  noSecret: 'the setting *Shared secret* is empty: enter the secret, or paste a connection code',
  badGatewayUrl:
    'the setting *Gateway URL* must begin with https:// or http://; leave it empty if OpenClaw fetches events from here',
  lacks: 'the app lacks the permission `{permission}`: remove it, upload it again, and accept all permissions',
  noUser: 'the app has no user of its own: install it again',
  codeBegin: `it does not begin with {begin}: ${COPY_AGAIN}`,
  codeCut: `it is cut short or altered: ${COPY_AGAIN}`,
  secretBegin: `the secret must begin with {begin}; ${NEW_SECRET}`,
  secretCut: `the secret is incomplete or mistyped; paste it again or ${NEW_SECRET}`,
  secretPattern: `the secret is not random: {why}; ${NEW_SECRET}`,
  sameBytes: 'the same few bytes again and again',
  twoHalves: 'one half repeats the other',
  spellsWords: 'it spells words',
  counts: 'it counts',
} as const;

/** The reasons of the network. */
const NETWORK = {
  unknownHost: UNREACHED.ENOTFOUND,
  noNameServer: UNREACHED.EAI_AGAIN,
  noListener: UNREACHED.ECONNREFUSED,
  cut: UNREACHED.ECONNRESET,
  noHttp: UNREACHED.HPE_INVALID_CONSTANT,
  noTls: UNREACHED.ERR_SSL_WRONG_VERSION_NUMBER,
  noWayToHost: UNREACHED.EHOSTUNREACH,
  noWayToNetwork: UNREACHED.ENETUNREACH,
  expired: UNREACHED.CERT_HAS_EXPIRED,
  notYetValid: UNREACHED.CERT_NOT_YET_VALID,
  selfSigned: UNREACHED.DEPTH_ZERO_SELF_SIGNED_CERT,
  unknownAuthority: UNREACHED.SELF_SIGNED_CERT_IN_CHAIN,
  noChain: UNREACHED.UNABLE_TO_VERIFY_LEAF_SIGNATURE,
  otherName: UNREACHED.ERR_TLS_CERT_ALTNAME_INVALID,
  tooLateFirewall: UNREACHED.ETIMEDOUT,
  tooLate: UNREACHED.ABORT_ERR,
  noIpv6: NO_IPV6,
} as const;

export const FAULTS = { ...ATTEMPTS, ...DEATHS, ...SETTINGS, ...NETWORK } as const;
