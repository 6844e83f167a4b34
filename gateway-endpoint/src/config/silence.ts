import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from './channel-id.ts';

/** May the agent be silent in rooms? Undefined if the operator has not decided. */
export function silenceIn(cfg: OpenClawConfig): 'allow' | 'disallow' | undefined {
  return cfg.surfaces?.[CHANNEL_ID]?.silentReply?.group ?? cfg.agents?.defaults?.silentReply?.group;
}
