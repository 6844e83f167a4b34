import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { getReplyFromConfig } from 'openclaw/plugin-sdk/reply-runtime';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * What a turn needs for a command that our own rules give to somebody whom OpenClaw would ignore: once a gateway has an
 * owner, it takes commands from nobody else but those of `commands.allowFrom`. For this turn that list is one person. They
 * become no owner by it, and the turn holds nothing but a command without arguments.
 *
 * @param senderId as OpenClaw hears of them
 */
export function granted(cfg: OpenClawConfig, senderId: string) {
  const patch = { commands: { allowFrom: { [CHANNEL_ID]: [senderId] } } };
  return {
    // `/stop` is carried out by this one,
    cfg: { ...cfg, commands: { ...cfg.commands, allowFrom: { ...cfg.commands?.allowFrom, [CHANNEL_ID]: [senderId] } } },
    // everything else by one that is read anew.
    replyResolver: (...[context, options]: Parameters<typeof getReplyFromConfig>) =>
      getReplyFromConfig(context, options, patch),
  };
}
