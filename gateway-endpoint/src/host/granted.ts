import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { getReplyFromConfig } from 'openclaw/plugin-sdk/reply-runtime';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * Options of a turn whose command our own rules allow, and OpenClaw would ignore: once a gateway has an owner, OpenClaw
 * takes commands only from the people in `commands.allowFrom`. For this turn that list is one person. They do not become
 * an owner by it, and the turn holds nothing but a command without arguments.
 *
 * @param senderId as OpenClaw knows the person
 */
export function granted(cfg: OpenClawConfig, senderId: string) {
  const patch = { commands: { allowFrom: { [CHANNEL_ID]: [senderId] } } };
  return {
    // `/stop` uses this one,
    cfg: { ...cfg, commands: { ...cfg.commands, allowFrom: { ...cfg.commands?.allowFrom, [CHANNEL_ID]: [senderId] } } },
    // other commands use one that is read again.
    replyResolver: (...[context, options]: Parameters<typeof getReplyFromConfig>) =>
      getReplyFromConfig(context, options, patch),
  };
}
