import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import * as z from 'zod';
import { bareUserId } from '../gate/identity.ts';
import { CHANNEL_ID } from './channel-id.ts';

/** Who may allow what the agent asks approval for. Named as in Slack's and Discord's channels. */
export const approvals = {
  execApprovals: z
    .strictObject({
      approvers: z
        .array(z.string().min(1))
        .optional()
        .describe('User ids of those who may approve. Default: the owners of commands.ownerAllowFrom.'),
    })
    .optional()
    .describe('Who may click the buttons under what the agent asks approval for.'),
};

/** Ids of people. Names can change hands, and `*` would be everybody: neither approves anything. */
export function approversOf({ execApprovals }: z.infer<z.ZodObject<typeof approvals>>, cfg: OpenClawConfig): string[] {
  const owners = (cfg.commands?.ownerAllowFrom ?? []).map(String).filter((entry) => entry.startsWith(`${CHANNEL_ID}:`));
  const listed = execApprovals?.approvers ?? owners;
  return listed.map(bareUserId).filter((id) => /^[\w-]+$/.test(id));
}
