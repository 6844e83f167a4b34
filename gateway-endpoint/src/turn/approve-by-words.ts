import type { EventOf } from '@rocketchat-openclaw/shared';
import { isApprovalNotFoundError } from 'openclaw/plugin-sdk/error-runtime';
import { refOf } from '../app-client/key.ts';
import { isAlreadyResolved } from '../host/error-words.ts';
import { whyNotApprove } from '../interactions/approvers.ts';
import { requestsHere } from '../interactions/asked-here.ts';
import { readApproval } from '../interactions/read-approval.ts';
import { mayDecide, sendDecision } from './send-decision.ts';
import type { Services } from './services.ts';
import type { Situation } from './situation.ts';
import { wordsTo } from './words-for.ts';

/** Carries out `!approve <id> <decision>`, and returns the answer to the person who wrote it. */
export async function approveByWords(
  text: string,
  event: Pick<EventOf<'message.sent' | 'command.invoked'>, 'id' | 'actor'>,
  situation: Pick<Situation, 'cfg' | 'account'>,
  { interactions, clock, log }: Pick<Services, 'interactions' | 'clock' | 'log'>,
): Promise<string> {
  const { id, actor } = event;
  const words = wordsTo(event);
  const { APPROVAL } = words;
  const { cfg, account } = situation;
  if (!mayDecide(actor, situation).authorized) return whyNotApprove({ cfg, accountId: account.accountId }, words);
  const given = readApproval(text);
  if (!given) return APPROVAL.usage;
  const { decision } = given;
  const { accountId } = account;
  const [approvalId, ...others] = requestsHere(given.approvalId, accountId, interactions.cards, clock());
  if (approvalId === undefined) return APPROVAL.notOpen;
  if (others.length > 0) return APPROVAL.ambiguous;
  try {
    const taken = await sendDecision({ approvalId, decision, kind: undefined }, actor, situation);
    if (taken === 'not-open') return APPROVAL.notOpen;
    return taken === 'otherwise' ? APPROVAL.decidedOtherwise : APPROVAL.submitted[decision];
  } catch (error) {
    if (isApprovalNotFoundError(error)) return APPROVAL.notOpen;
    if (isAlreadyResolved(error)) return APPROVAL.decidedOtherwise;
    const ref = refOf({ event: id, purpose: 'approve' });
    log.warn(`event ${id}: the decision was not taken (ref ${ref}): ${String(error)}`);
    return APPROVAL.notTaken(ref);
  }
}
