import { createHmac, timingSafeEqual } from 'node:crypto';
import { getExecApprovalReplyMetadata } from 'openclaw/plugin-sdk/approval-runtime';
import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * Distinguishes payloads of OpenClaw's approvals from imitations: a model or a plugin may fill in a whole payload, but
 * only approvals go through `beforeDeliverPayload`, where they get this seal. It is valid in this process only, like
 * the pending approvals.
 */
export interface HostSeal {
  put(payload: ReplyPayload): void;
  /** @returns the id of the approval that the host asks for with this payload; undefined if it is not the host's */
  approvalIn(payload: Pick<ReplyPayload, 'channelData'>): string | undefined;
}

export function openHostSeal(key: Buffer): HostSeal {
  const sealOf = (approvalId: string) => createHmac('sha256', key).update(approvalId).digest();
  return {
    put(payload) {
      const asked = getExecApprovalReplyMetadata(payload);
      if (!asked) return;
      const seal = sealOf(asked.approvalId).toString('base64url');
      payload.channelData = { ...payload.channelData, [CHANNEL_ID]: { ...ownIn(payload), seal } };
    },
    approvalIn(payload) {
      const asked = getExecApprovalReplyMetadata(payload);
      const { seal } = ownIn(payload);
      if (!asked || typeof seal !== 'string') return undefined;
      const given = Buffer.from(seal, 'base64url');
      const right = sealOf(asked.approvalId);
      return given.length === right.length && timingSafeEqual(given, right) ? asked.approvalId : undefined;
    },
  };
}

/** The part of a payload's data that is for this channel. */
export function ownIn({ channelData }: Pick<ReplyPayload, 'channelData'>): Record<string, unknown> {
  const own: unknown = channelData?.[CHANNEL_ID];
  return own && typeof own === 'object' && !Array.isArray(own) ? { ...own } : {};
}
