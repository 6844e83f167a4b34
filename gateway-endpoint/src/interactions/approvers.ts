import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { userIdIn } from '../place/account-names.ts';

interface Asked {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null;
  readonly senderId?: string | null;
}

const NOBODY = `Nobody may approve here yet: set channels.${CHANNEL_ID}.execApprovals.approvers.`;
const SOMEBODY_ELSE = 'You may not approve this. Ask one of the approvers.';

/**
 * Who may approve, by the name that OpenClaw knows the sender by, by a click or by `/approve`. OpenClaw's own helper takes anybody's word where nobody is named; ours
 * takes nobody's.
 */
export const approvalCapability = {
  authorizeActorAction({ cfg, accountId, senderId }: Asked): { authorized: boolean; reason?: string } {
    const { accountId: id, approvers } = resolveAccount(cfg, accountId);
    const userId = senderId ? userIdIn(id, senderId) : undefined;
    if (userId !== undefined && approvers.includes(userId)) return { authorized: true };
    return { authorized: false, reason: approvers.length === 0 ? NOBODY : SOMEBODY_ELSE };
  },
};
