import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import * as z from 'zod';
import { listedUserId } from '../gate/identity.ts';
import { ownersOf } from '../gate/owners.ts';

/** Who may allow what the agent asks approval for. Named as in Slack's and Discord's channels. */
export const approvals = {
  execApprovals: z
    .strictObject({
      approvers: z
        .array(z.string().min(1))
        .optional()
        .describe('User ids of those who may approve. Default: the account’s owners in commands.ownerAllowFrom.'),
    })
    .optional()
    .describe('Who may click the buttons under what the agent asks approval for.'),
};

/** Ids of people of this account. Names can change hands, and `*` would be everybody: neither approves anything. */
export function approversOf(
  { execApprovals }: z.infer<z.ZodObject<typeof approvals>>,
  accountId: string,
  cfg: OpenClawConfig,
): string[] {
  const listed = execApprovals?.approvers?.flatMap((entry) => listedUserId(accountId, entry) ?? []);
  return [...(listed ?? ownersOf(cfg, accountId))].filter((id) => /^[\w-]+$/.test(id));
}
