import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { LIMITS } from '@rocketchat-openclaw/shared';

/** How long a message may be in this workspace: what its admin set, or Rocket.Chat's default where we may not know. */
export async function readMessageMaxChars(read: IRead): Promise<number> {
  try {
    const value = await read.getEnvironmentReader().getServerSettings().getValueById('Message_MaxAllowedSize');
    return Number.isSafeInteger(value) && value > 0 ? value : LIMITS.messageChars;
  } catch {
    return LIMITS.messageChars;
  }
}
