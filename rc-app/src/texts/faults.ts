import { filled, hasCure, spanInWords, whyUnreached } from '@rocketchat-openclaw/shared';
import { FAULTS as EN } from './en/faults.ts';

/**
 * Faults in English, as they are stored, counted, logged and sent to the gateway. An admin reads them in their own
 * language: `fault` of their `Words`.
 */

/** Why there is no connection: faults in the settings. */
export const NOT_CONNECTED = {
  neverConnected: EN.neverConnected,
  noSecret: EN.noSecret,
  badGatewayUrl: EN.badGatewayUrl,
} as const;

/** A permission that nobody has granted. */
export const LACKS = (permission: string) => filled(EN.lacks, { permission });

/** Why one attempt failed. `who` is an address, or OpenClaw if it fetches. */
export const FAULT = {
  fetcher: 'OpenClaw',
  unreachable: (url: string, cause: string) => {
    const why = whyUnreached(cause);
    if (why === undefined) return filled(EN.unreachableFor, { url, cause });
    return hasCure(why) ? filled(EN.unreachable, { url, why }) : filled(EN.unreachableBecause, { url, why, cause });
  },
  clockIsAhead: (who: string, ms: number) => filled(EN.clockIsAhead, { who, span: spanInWords(ms) }),
  clockIsBehind: (who: string, ms: number) => filled(EN.clockIsBehind, { who, span: spanInWords(ms) }),
  otherSecret: (who: string, kid: string) => filled(EN.otherSecret, { who, kid }),
  noAccount: (who: string, account: string) => filled(EN.noAccount, { who, account }),
  isFull: (who: string) => filled(EN.isFull, { who }),
  isStarting: (who: string) => filled(EN.isStarting, { who }),
  noRequest: (url: string) => filled(EN.noRequest, { url }),
  otherVersion: (who: string) => filled(EN.otherVersion, { who }),
  tooLargeForProxy: (who: string) => filled(EN.tooLargeForProxy, { who }),
  proxyFailed: (who: string, status: number) => filled(EN.proxyFailed, { who, status }),
  answered: (who: string, status: number) => filled(EN.answered, { who, status }),
  answeredByAnother: (who: string, status: number) => filled(EN.answeredByAnother, { who, status }),
  notAGateway: (who: string) => filled(EN.notAGateway, { who }),
  noVerdict: (event: string) => filled(EN.noVerdict, { event }),
  notFetched: (account: string) => filled(EN.notFetched, { account }),
  notFetchedFor: (account: string, minutes: number) =>
    filled(EN.notFetchedFor, { account, span: minutes === 1 ? '1 minute' : `${minutes} minutes` }),
} as const;

/** Why an event is given up. */
export const DEAD = {
  refused: (reason: string | undefined) => filled(EN.refused, { reason: reason ?? EN.noReason }),
  waitedADay: (fault: string) => filled(EN.waitedADay, { fault }),
} as const;

/** In the log of the app, because `/openclaw` may not answer then: the server remembers for a while that the app was away. */
export const STARTED_AGAIN =
  'The process of the app had ended, and this one was started in its place. For up to five minutes this server may refuse `/openclaw` with "App not enabled", and not disable the app. Messages, commands of the agent and buttons go on, and what was said meanwhile is read.';
