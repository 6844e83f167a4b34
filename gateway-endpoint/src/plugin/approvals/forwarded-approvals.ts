import {
  buildTypedExecApprovalPendingReplyPayload,
  resolveExecApprovalCommandDisplay,
  resolveExecApprovalRequestAllowedDecisions,
} from 'openclaw/plugin-sdk/approval-reply-runtime';
import { buildApprovalResolvedReplyPayload } from 'openclaw/plugin-sdk/approval-runtime';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { wordsInRooms } from '../../account/workspace.ts';
import { resolveAccount } from '../../config/account.ts';
import { settledLine } from '../../interactions/conclude.ts';
import type { Decision } from '../../interactions/read-approval.ts';
import { requestOf } from './approval-request.ts';
import { approveCommand, minutesUntil } from './asking.ts';
import { howEnded } from './how-ended.ts';

type Render = NonNullable<NonNullable<ChannelPlugin['approvalCapability']>['render']>;

const SLUG_CHARS = 8;

const STYLES = { 'allow-once': 'success', 'allow-always': 'primary', deny: 'danger' } as const satisfies Record<
  Decision,
  string
>;

/**
 * Requests that `approvals.exec` sends to a room: while nobody is named who could be asked directly, and to the rooms that it
 * names. The same words as of a request that we post; the buttons come from OpenClaw, and carry its seal.
 */
export const render: Render = {
  exec: {
    buildPendingPayload({ cfg, request: { id, request, expiresAtMs }, target, nowMs }) {
      const { accountId, approvers, policy } = resolveAccount(cfg, target.accountId);
      const words = wordsInRooms(accountId);
      const { REQUEST } = words;
      const { commandText } = resolveExecApprovalCommandDisplay(request);
      const allowedDecisions = resolveExecApprovalRequestAllowedDecisions(request);
      const facts = { Agent: request.agentId, CWD: request.cwd, Host: request.host };
      const wish = {
        approvalId: id,
        approvalKind: 'exec' as const,
        commandText,
        warningText: request.warningText ?? null,
        commandAnalysis: request.commandAnalysis ?? null,
        metadata: Object.entries(facts).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
        actions: allowedDecisions.map((decision) => ({ decision, label: '', style: STYLES[decision], command: '' })),
      };
      const { text } = requestOf(wish, {
        asked: approvers.length > 0 ? REQUEST.here : REQUEST.nobody,
        by: undefined,
        room: undefined,
        minutes: minutesUntil(expiresAtMs, nowMs),
        command: approveCommand(policy),
        words,
      });
      const slug = id.slice(0, SLUG_CHARS);
      const host = request.host === 'node' ? 'node' : 'gateway';
      const asked = {
        approvalId: id,
        approvalSlug: slug,
        command: commandText,
        host,
        allowedDecisions,
        expiresAtMs,
      } as const;
      return { ...buildTypedExecApprovalPendingReplyPayload({ ...asked, nowMs }), text };
    },
    buildResolvedPayload: ({ cfg, resolved, target }) =>
      buildApprovalResolvedReplyPayload({
        approvalId: resolved.id,
        approvalSlug: resolved.id.slice(0, SLUG_CHARS),
        text: settledLine(howEnded(resolved, wordsInRooms(resolveAccount(cfg, target.accountId).accountId))),
      }),
  },
};
