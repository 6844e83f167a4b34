import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { readRecentUserAssistantTextForSession, resolveStorePath } from 'openclaw/plugin-sdk/session-store-runtime';
import type { Conversation } from '../../place/conversation.ts';

/** Reads OpenClaw's own transcript: `/new` and a reset empty it, and then the agent gets earlier messages again. */
export async function isNew({ route, sessionKey }: Conversation, cfg: OpenClawConfig): Promise<boolean> {
  const { agentId } = route;
  const storePath = resolveStorePath(cfg.session?.store, { agentId });
  const turns = await readRecentUserAssistantTextForSession({ agentId, sessionKey, storePath, limit: 1 });
  return turns.length === 0;
}
