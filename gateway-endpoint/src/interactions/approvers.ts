import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../config/account.ts';
import { userIdIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { type Words, wordsIn } from '../texts/words.ts';

interface Asked {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null;
  readonly senderId?: string | null;
}

/** Why a person may not approve, in their words. */
export function whyNotApprove({ cfg, accountId }: Asked, { APPROVAL }: Words): string {
  const { approvers } = resolveAccount(cfg, accountId);
  return approvers.length === 0
    ? APPROVAL.noApprovers(`channels.${CHANNEL_ID}.execApprovals.approvers`)
    : APPROVAL.approversOnly;
}

/**
 * Checks whether a person may approve, by a click or by `/approve`. The sender is named as OpenClaw names them. If no
 * approver is named, OpenClaw's own helper lets everybody approve; ours lets nobody.
 */
export const approvalCapability = {
  authorizeActorAction(asked: Asked): { authorized: boolean; reason?: string } {
    const { cfg, accountId, senderId } = asked;
    const { accountId: id, approvers } = resolveAccount(cfg, accountId);
    const userId = senderId ? userIdIn(id, senderId) : undefined;
    if (userId !== undefined && approvers.includes(userId)) return { authorized: true };
    return { authorized: false, reason: whyNotApprove(asked, wordsIn(undefined)) };
  },
};
