import type { Actor } from '@rocketchat-openclaw/shared';
import { type ApprovalResolveResult, resolveApprovalOverGateway } from 'openclaw/plugin-sdk/approval-gateway-runtime';
import { isApprovalNotFoundError } from 'openclaw/plugin-sdk/error-runtime';
import { senderIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { approvalCapability } from '../interactions/approvers.ts';
import type { Meaning } from '../interactions/meaning.ts';
import type { Situation } from './situation.ts';

type Approve = Extract<Meaning, { does: 'approve' }>;

/** `kind` is undefined for a written decision: the id does not show the kind of the request. */
export interface Decision extends Pick<Approve, 'approvalId' | 'decision'> {
  readonly kind: Approve['kind'] | undefined;
}

type Where = Pick<Situation, 'cfg' | 'account'>;

/** May this person decide? `reason` says why not. */
export function mayDecide({ id }: Pick<Actor, 'id'>, where: Where): { authorized: boolean; reason?: string } {
  return approvalCapability.authorizeActorAction(senderOf(id, where));
}

/**
 * What became of a decision: it counts, or somebody had decided `the-same` or `otherwise`, or nobody had decided the request
 * before it ended (`not-open`).
 */
export type Taken = 'counts' | 'the-same' | 'otherwise' | 'not-open';

/**
 * An approver's decision → OpenClaw.
 *
 * @throws OpenClaw's errors, also if it knows no such request
 */
export async function sendDecision(
  { approvalId, decision, kind }: Decision,
  { id, username }: Pick<Actor, 'id' | 'username'>,
  where: Where,
): Promise<Taken> {
  const sent = {
    ...senderOf(id, where),
    approvalId,
    decision,
    channel: CHANNEL_ID,
    clientDisplayName: `@${username}`,
  };
  if (kind) return takenBy(decision, await resolveApprovalOverGateway({ ...sent, approvalKind: kind }));
  // Each kind is asked in turn, as OpenClaw's own `/approve` does.
  try {
    await resolveApprovalOverGateway({ ...sent, allowPluginFallback: true });
    return 'counts';
  } catch (error) {
    if (!isApprovalNotFoundError(error)) throw error;
  }
  return takenBy(decision, await resolveApprovalOverGateway({ ...sent, approvalKind: 'system-agent' }));
}

function takenBy(decision: Decision['decision'], { applied, approval }: ApprovalResolveResult): Taken {
  if (applied) return 'counts';
  if (approval.status !== 'allowed' && approval.status !== 'denied') return 'not-open';
  return approval.decision === decision ? 'the-same' : 'otherwise';
}

function senderOf(userId: string, { cfg, account: { accountId } }: Where) {
  return { cfg, accountId, senderId: senderIn(accountId, userId) };
}
