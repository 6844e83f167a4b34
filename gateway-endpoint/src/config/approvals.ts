import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import * as z from 'zod';
import { listedUserId } from './identity.ts';
import { ownersOf } from './owners.ts';

const TARGETS = ['dm', 'channel', 'both'] as const;

const Listed = z.array(z.string().min(1));

/** The approvers of an account, and where they are asked. Named as in Slack's and Discord's channels. */
export const approvals = {
  execApprovals: z
    .strictObject({
      approvers: z
        .array(z.string().min(1))
        .optional()
        .describe('User ids of those who may approve. Default: the account’s owners in commands.ownerAllowFrom.'),
      target: z
        .enum(TARGETS)
        .optional()
        .describe(
          'Where requests are posted: `dm` in the approvers’ direct messages, `channel` where the agent was asked, or `both`. Default: `both`.',
        ),
      agentFilter: Listed.optional().describe('Ids of the agents whose requests are posted. Default: all.'),
      sessionFilter: Listed.optional().describe(
        'Requests are posted for sessions whose key contains one of these words or matches one of these patterns. Default: all.',
      ),
    })
    .optional()
    .describe('Who may approve what the agent asks approval for, and where they are asked.'),
};

type Approvals = z.infer<z.ZodObject<typeof approvals>>;

/** Where an account posts requests for approval. Without a filter it posts all of them. */
export interface Requests {
  readonly target: (typeof TARGETS)[number];
  readonly agentFilter: readonly string[] | undefined;
  readonly sessionFilter: readonly string[] | undefined;
}

export function requestsOf({ execApprovals }: Approvals): Requests {
  const { target = 'both', agentFilter, sessionFilter } = execApprovals ?? {};
  return { target, agentFilter, sessionFilter };
}

/** Ids of people of this account. Names can change hands, and `*` would be everybody, so neither counts. */
export function approversOf({ execApprovals }: Approvals, accountId: string, cfg: OpenClawConfig): string[] {
  const listed = execApprovals?.approvers?.flatMap((entry) => listedUserId(accountId, entry) ?? []);
  return [...(listed ?? ownersOf(cfg, accountId))].filter((id) => /^[\w-]+$/.test(id));
}
