import { resolveApprovalOverGateway } from 'openclaw/plugin-sdk/approval-gateway-runtime';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { approvalCapability } from '../interactions/approvers.ts';
import type { Meaning } from '../interactions/meaning.ts';
import { senderIn } from '../place/account-names.ts';
import { type Clicked, refuseClick } from './clicked.ts';
import type { Outcome } from './outcome.ts';

/** An approver's decision → OpenClaw. Anybody else leaves the buttons to the approvers. */
export async function resolveApproval(
  clicked: Clicked,
  { approvalId, kind, decision }: Extract<Meaning, { does: 'approve' }>,
): Promise<Outcome> {
  const { event, scene } = clicked;
  const { cfg, account } = scene;
  const by = { cfg, accountId: account.accountId, senderId: senderIn(account.accountId, event.actor.id) };
  if (!approvalCapability.authorizeActorAction(by).authorized) {
    return refuseClick(clicked, 'not-an-approver');
  }
  try {
    const { applied } = await resolveApprovalOverGateway({
      ...by,
      approvalId,
      approvalKind: kind,
      decision,
      channel: CHANNEL_ID,
      clientDisplayName: `@${event.actor.username}`,
    });
    return applied ? { fate: 'click' } : await refuseClick(clicked, 'already-answered');
  } catch (error) {
    return refuseClick(clicked, 'answer-not-taken', String(error));
  }
}
