import { ToolAuthorizationError } from 'openclaw/plugin-sdk/channel-actions';
import type { ChannelMessageActionContext } from 'openclaw/plugin-sdk/channel-contract';
import { CHANNEL_ID } from '../config/channel-id.ts';

type Asking = Pick<ChannelMessageActionContext, 'toolContext' | 'requesterAccountId' | 'conversationReadOrigin'>;

/**
 * Whoever speaks to the agent in one workspace has it write in no other one; an operator's own command may.
 *
 * @param accountId where the agent is to write
 * @throws ToolAuthorizationError
 */
export function assertOwnAccount(
  { toolContext, requesterAccountId, conversationReadOrigin }: Asking,
  accountId: string,
): void {
  if (conversationReadOrigin === 'direct-operator' || toolContext?.currentChannelProvider !== CHANNEL_ID) return;
  if (requesterAccountId !== accountId) throw otherAccount(accountId);
}

export function otherAccount(accountId: string): ToolAuthorizationError {
  return new ToolAuthorizationError(
    `You are asked in another workspace than ${accountId}, and write in that one only.`,
  );
}
