import type { Actor } from '@rocketchat-openclaw/shared';
import { resolveApprovalOverGateway } from 'openclaw/plugin-sdk/approval-gateway-runtime';
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
 * An approver's decision → OpenClaw.
 *
 * @returns false if the request had been decided before
 * @throws OpenClaw's errors, also if it knows no such request
 */
export async function sendDecision(
  { approvalId, decision, kind }: Decision,
  { id, username }: Pick<Actor, 'id' | 'username'>,
  where: Where,
): Promise<boolean> {
  const sent = {
    ...senderOf(id, where),
    approvalId,
    decision,
    channel: CHANNEL_ID,
    clientDisplayName: `@${username}`,
  };
  if (kind) return (await resolveApprovalOverGateway({ ...sent, approvalKind: kind })).applied;
  // Each kind is asked in turn, as OpenClaw's own `/approve` does.
  try {
    await resolveApprovalOverGateway({ ...sent, allowPluginFallback: true });
    return true;
  } catch (error) {
    if (!isApprovalNotFoundError(error)) throw error;
  }
  return (await resolveApprovalOverGateway({ ...sent, approvalKind: 'system-agent' })).applied;
}

function senderOf(userId: string, { cfg, account: { accountId } }: Where) {
  return { cfg, accountId, senderId: senderIn(accountId, userId) };
}
