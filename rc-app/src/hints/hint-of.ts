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
  readonly text: string;
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
export function hintOf(
  told: Told,
  messageId: string,
  by: IUser,
  { open, faultBack }: Known,
  words: Words,
): HintOf | undefined {
  const { STAYS, UNANSWERED } = words;
  if ('stays' in told) {
    if (isUnasked(told.stays)) return undefined;
    return { reason: told.stays, text: STAYS[told.stays], once: 'an-hour' };
  }
  const forAdmins = (fault: string) => (by.roles?.includes('admin') ? words.fault(fault) : undefined);
  if (told.delivered) {
    const isRefused = told.answer.results.some(({ id, outcome }) => outcome === 'refused' && isWordsOf(id, messageId));
    if (isRefused) return { reason: deadReason(messageId), text: UNANSWERED.notTaken, once: 'ever' };
    if (faultBack === undefined) return undefined;
    return { reason: 'no-way-back', text: UNANSWERED.noWayBack(forAdmins(faultBack)), once: 'an-hour' };
  }
  if (told.isMoot) return undefined;
  const fault = forAdmins(told.why);
  if (told.waits) return open && waiting(open, fault, words);
  if (told.code && NO_CONNECTION.includes(told.code)) {
    return { reason: NOT_CONNECTED_YET, text: UNANSWERED.notConnected(fault), once: 'ever' };
  }
  return { reason: deadReason(messageId), text: UNANSWERED.notSent, once: 'ever' };
}

/** A message that was given up, unless an admin sends it again: its author hears of each. */
export const deadReason = (messageId: string): string => `dead:${idPart(messageId)}`;

function waiting(open: Open, fault: string | undefined, { UNANSWERED }: Words): HintOf {
  return open.isPaused
    ? { reason: 'waits-for-admin', text: UNANSWERED.waitsForAdmin(fault), once: 'an-outage' }
    : { reason: 'waits', text: UNANSWERED.waits(fault), once: 'an-outage' };
}
