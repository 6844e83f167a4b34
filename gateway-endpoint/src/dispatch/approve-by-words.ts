import type { EventOf } from '@rocketchat-openclaw/shared';
import { resolveApprovalOverGateway } from 'openclaw/plugin-sdk/approval-gateway-runtime';
import { isApprovalNotFoundError } from 'openclaw/plugin-sdk/error-runtime';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { approvalCapability } from '../interactions/approvers.ts';
import { requestsHere } from '../interactions/asked-here.ts';
import { readApproval } from '../interactions/read-approval.ts';
import { senderIn } from '../place/account-names.ts';
import { refOf } from '../reply/key.ts';
import { APPROVAL } from '../texts/cards.ts';
import type { Desk } from './desk.ts';
import type { Scene } from './scene.ts';

/** `!approve <id> <decision>`, which somebody wrote themselves → what they are told of it. */
export async function approveByWords(
  text: string,
  { id, actor }: Pick<EventOf<'message.sent' | 'command.invoked'>, 'id' | 'actor'>,
  { cfg, account }: Pick<Scene, 'cfg' | 'account'>,
  { interactions, clock, log }: Pick<Desk, 'interactions' | 'clock' | 'log'>,
): Promise<string> {
  const { accountId } = account;
  const by = { cfg, accountId, senderId: senderIn(accountId, actor.id) };
  const { authorized, reason } = approvalCapability.authorizeActorAction(by);
  if (!authorized) return reason ?? APPROVAL.approversOnly;
  const given = readApproval(text);
  if (!given) return APPROVAL.usage;
  const [approvalId, ...others] = requestsHere(given.approvalId, accountId, interactions.cards, clock());
  if (approvalId === undefined) return APPROVAL.notOpen;
  if (others.length > 0) return APPROVAL.ambiguous;
  try {
    await resolve({
      ...by,
      approvalId,
      decision: given.decision,
      channel: CHANNEL_ID,
      clientDisplayName: `@${actor.username}`,
    });
    return APPROVAL.submitted[given.decision];
  } catch (error) {
    if (isApprovalNotFoundError(error)) return APPROVAL.notOpen;
    const words = String(error);
    if (/already resolved/i.test(words)) return APPROVAL.decidedOtherwise;
    const ref = refOf({ event: id, purpose: 'approve' });
    log.warn(`event ${id}: the decision was not taken (ref ${ref}): ${words}`);
    return APPROVAL.notTaken(ref);
  }
}

type Resolving = Omit<Parameters<typeof resolveApprovalOverGateway>[0], 'approvalKind' | 'resolveMethod'>;

/** The id does not say what kind of thing it allows. So each kind is asked in turn, as OpenClaw's own `/approve` does. */
async function resolve(resolving: Omit<Resolving, 'allowPluginFallback' | 'gatewayRuntime'>): Promise<void> {
  try {
    return await resolveApprovalOverGateway({ ...resolving, allowPluginFallback: true });
  } catch (error) {
    if (!isApprovalNotFoundError(error)) throw error;
  }
  const { applied } = await resolveApprovalOverGateway({ ...resolving, approvalKind: 'system-agent' });
  if (!applied) throw new Error('approval already resolved');
}
