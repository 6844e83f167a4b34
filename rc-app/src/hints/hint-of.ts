import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { RefusalCode } from '@rocketchat-openclaw/shared';
import { isWordsOf } from '../capture/event-id.ts';
import { isUnasked } from '../egress/egress.ts';
import type { Told } from '../hear/tell.ts';
import { idPart } from '../memory/id-part.ts';
import type { Open } from '../outbox/breaker.ts';
import type { Words } from '../texts/words.ts';

/** The reason for which a message gets no answer, in words for its author. */
export interface HintOf {
  /** While this is the same, there is no second hint. */
  readonly reason: string;
  /** Words for the author are read only where there is something to say: most messages cost the server no question. */
  readonly textIn: (words: Words) => string;
  /** For how long: an hour, an outage, until the connection changes, or for ever in case of one message. */
  readonly once: 'an-hour' | 'an-outage' | 'ever';
}

/** Given once, until an admin connects the app or disconnects it. */
export const NOT_CONNECTED_YET = 'not-connected';

const NO_CONNECTION: readonly RefusalCode[] = ['not-ready', 'bad-connection-code', 'weak-secret'];

/** As far as this process knows. */
interface Known {
  /** The gateway is away. */
  readonly open: Open | undefined;
  /** Why the gateway's answers do not arrive. */
  readonly faultBack?: string | undefined;
}

/**
 * @returns undefined where the agent has the message or will have it at once, and where nobody asked it anything
 */
export function hintOf(told: Told, messageId: string, by: IUser, { open, faultBack }: Known): HintOf | undefined {
  if ('stays' in told) {
    const { stays } = told;
    if (isUnasked(stays)) return undefined;
    return { reason: stays, textIn: ({ STAYS }) => STAYS[stays], once: 'an-hour' };
  }
  const isAdmin = by.roles?.includes('admin') === true;
  const forAdmins = (fault: string, words: Words) => (isAdmin ? words.fault(fault) : undefined);
  if (told.delivered) {
    const isRefused = told.answer.results.some(({ id, outcome }) => outcome === 'refused' && isWordsOf(id, messageId));
    if (isRefused) {
      return { reason: deadReason(messageId), textIn: ({ UNANSWERED }) => UNANSWERED.notTaken, once: 'ever' };
    }
    if (faultBack === undefined) return undefined;
    const textIn = (words: Words) => words.UNANSWERED.noWayBack(forAdmins(faultBack, words));
    return { reason: 'no-way-back', textIn, once: 'an-hour' };
  }
  if (told.isMoot) return undefined;
  const { why } = told;
  const withFault = (of: 'notConnected' | 'waits' | 'waitsForAdmin') => (words: Words) =>
    words.UNANSWERED[of](forAdmins(why, words));
  if (told.waits) {
    if (!open) return undefined;
    return open.isPaused
      ? { reason: 'waits-for-admin', textIn: withFault('waitsForAdmin'), once: 'an-outage' }
      : { reason: 'waits', textIn: withFault('waits'), once: 'an-outage' };
  }
  if (told.code && NO_CONNECTION.includes(told.code)) {
    return { reason: NOT_CONNECTED_YET, textIn: withFault('notConnected'), once: 'ever' };
  }
  return { reason: deadReason(messageId), textIn: ({ UNANSWERED }) => UNANSWERED.notSent, once: 'ever' };
}

/** A message that was given up, unless an admin sends it again: its author hears of each. */
export const deadReason = (messageId: string): string => `dead:${idPart(messageId)}`;
