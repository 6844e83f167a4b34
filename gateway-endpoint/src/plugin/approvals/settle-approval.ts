import { getExecApprovalReplyMetadata } from 'openclaw/plugin-sdk/approval-runtime';
import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { running } from '../../account/running.ts';
import { wordsInRooms } from '../../account/workspace.ts';

/** A payload that OpenClaw has sent, and the account. */
interface Delivered {
  readonly target: { readonly accountId?: string | null };
  readonly payload: ReplyPayload;
}

/**
 * OpenClaw posts a message when an approval was decided, wherever that was: from then on its buttons have no use, and go.
 * Its expiry messages do not carry the approval's id, so expired buttons go with the next click.
 */
export async function settleApproval({ target, payload }: Delivered): Promise<void> {
  const asked = getExecApprovalReplyMetadata(payload);
  const about: unknown = payload.channelData?.['execApproval'];
  const isOver = about && typeof about === 'object' && 'state' in about && about.state === 'resolved';
  if (!asked || !isOver) return;
  const accountId = target.accountId ?? '';
  const { decided } = wordsInRooms(accountId).ENDED;
  await running.get(accountId)?.interactions.settle(`approval:${asked.approvalId}`, decided);
}
