import { type AppHello, LIMITS, shortened, type Way } from '@rocketchat-openclaw/shared';
import { OTHER_WORKSPACE } from '../texts/faults.ts';

/**
 * The workspace of an account is the one in which our commands arrive. An app elsewhere may have the same connection code:
 * its events come in, and no answer of ours would reach it.
 */
export interface Home {
  /** The app of the workspace has answered a command. */
  answered(app: AppHello): void;
  /** Notes a hello that was delivered. @returns whether it is that of an app elsewhere */
  isStranger(hello: AppHello): boolean;
  /** For the app elsewhere: why no answer comes. */
  faultFor(hello: AppHello): Way['fault'];
  /** The address of a workspace elsewhere whose app has said hello lately. */
  stranger(): string | undefined;
}

/** An app says hello every ten minutes, so this one has stopped. */
const LATELY_MS = 15 * 60_000;

/**
 * @param accountId for the admin of the other workspace
 * @param isReached do our commands arrive? Otherwise the workspace may have got another address, and its app says so
 * @param clock milliseconds since 1970
 */
export function openHome(accountId: string, isReached: () => boolean, clock: () => number): Home {
  let home: string | undefined;
  let last: { readonly siteUrl: string; readonly at: number } | undefined;
  // Without the permission to read settings an app does not know its address.
  const isElsewhere = (siteUrl: string) => Boolean(home && siteUrl) && siteUrl !== home && isReached();
  return {
    answered({ siteUrl }) {
      home = siteUrl;
    },
    isStranger({ siteUrl }) {
      if (!isElsewhere(siteUrl)) return false;
      last = { siteUrl, at: clock() };
      return true;
    },
    faultFor({ siteUrl }) {
      if (!home || !isElsewhere(siteUrl)) return undefined;
      return { since: clock(), why: shortened(OTHER_WORKSPACE(accountId, home), LIMITS.faultChars) };
    },
    stranger: () => (last && isElsewhere(last.siteUrl) && clock() - last.at < LATELY_MS ? last.siteUrl : undefined),
  };
}
