import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../config/account.ts';
import { userIdIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { APPROVAL } from '../texts/en/cards.ts';

interface Asked {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null;
  readonly senderId?: string | null;
}

const NOBODY = APPROVAL.noApprovers(`channels.${CHANNEL_ID}.execApprovals.approvers`);

/**
 * Checks whether a person may approve, by a click or by `/approve`. The sender is named as OpenClaw names them. If no
 * approver is named, OpenClaw's own helper lets everybody approve; ours lets nobody.
 */
export const approvalCapability = {
  authorizeActorAction({ cfg, accountId, senderId }: Asked): { authorized: boolean; reason?: string } {
    const { accountId: id, approvers } = resolveAccount(cfg, accountId);
    const userId = senderId ? userIdIn(id, senderId) : undefined;
    if (userId !== undefined && approvers.includes(userId)) return { authorized: true };
    return { authorized: false, reason: approvers.length === 0 ? NOBODY : APPROVAL.approversOnly };
  },
};
