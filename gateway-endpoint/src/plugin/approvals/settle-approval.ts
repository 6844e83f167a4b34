import { getExecApprovalReplyMetadata } from 'openclaw/plugin-sdk/approval-runtime';
import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { running } from '../../account/running.ts';
import { wordsIn } from '../../texts/words.ts';

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
  const self = running.get(target.accountId ?? '');
  const { decided } = wordsIn(self?.app?.language).ENDED;
  await self?.interactions.settle(`approval:${asked.approvalId}`, decided);
}
