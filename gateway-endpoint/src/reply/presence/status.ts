import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import {
  createStatusReactionController,
  resolveAckReaction,
  type StatusReactionController,
  shouldAckReaction,
} from 'openclaw/plugin-sdk/channel-feedback';
import type { Account } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { Meant, Reactions } from './reactions.ts';

/** The reaction on the message that a turn is about. */
export interface Status {
  seen(): void;
  /** The message waits. Returns at once. */
  waits(): void;
  /** Takes that sign away, if there is one. Returns at once. */
  waitsNoLonger(): void;
  /** Takes it away where an earlier process may have left it. Returns at once. */
  waitedBefore(): void;
  usesTool(name: string | undefined): void;
  /** The turn is over, for better or worse. Returns at once. */
  over(hasFailed: boolean): void;
  /** The turn is over, and the agent stayed silent, which it may: no reaction stays. Returns at once. */
  keptSilent(): void;
}

/** As in Rocket.Chat's own emoji list. */
const WAITING = ':hourglass_flowing_sand:';

/** For clicks and slash commands, which have no message to react to. */
export const NO_STATUS: Status = {
  seen: () => undefined,
  waits: () => undefined,
  waitsNoLonger: () => undefined,
  waitedBefore: () => undefined,
  usesTool: () => undefined,
  over: () => undefined,
  keptSilent: () => undefined,
};

/** About which message, of whom, to which agent. */
export interface About {
  readonly message: Meant;
  readonly account: Pick<Account, 'accountId' | 'presence'>;
  readonly agentId: string;
  readonly isDirect: boolean;
  readonly wasMentioned: boolean;
  readonly cfg: OpenClawConfig;
}

/**
 * One emoji shows that the agent works on a message, another one that it failed. The emoji and the messages that get
 * them are OpenClaw's own settings, as in its other channels.
 */
export function statusOf(about: About, reactions: Reactions): Status {
  const { message, account, agentId, cfg } = about;
  const { followsActivity, removeAckAfterReply } = account.presence;
  const emoji = resolveAckReaction(cfg, agentId, { channel: CHANNEL_ID, accountId: account.accountId });
  const isWanted = emoji !== '' && isInScope(about);
  const controller = createStatusReactionController({
    enabled: isWanted,
    adapter: reactions.on(message),
    initialEmoji: emoji,
    presentation: followsActivity ? 'activity' : 'acknowledgement',
    onError: (error) => reactions.failed(message, error),
  });
  const failed = (error: unknown) => reactions.failed(message, error);
  /** No turn waits for a reaction, or fails for one. */
  function unwaited(change: Promise<void> | void): void {
    Promise.resolve(change).catch(failed);
  }
  let waiting: Promise<void> | undefined;
  return {
    seen: () => unwaited(controller.setQueued()),
    waits() {
      if (!isWanted || waiting) return;
      waiting = reactions.on(message).setReaction(WAITING).catch(failed);
    },
    waitsNoLonger() {
      if (!waiting) return;
      unwaited(waiting.then(() => reactions.on(message).removeReaction(WAITING)));
      waiting = undefined;
    },
    waitedBefore() {
      if (isWanted) unwaited(reactions.on(message).removeReaction(WAITING));
    },
    usesTool: (name) => unwaited(controller.setTool(name)),
    over: (hasFailed) => unwaited(end(controller, hasFailed, removeAckAfterReply)),
    keptSilent: () => unwaited(controller.clear()),
  };
}

/** A failure stays to be seen; there is no answer to see instead. */
async function end(controller: StatusReactionController, hasFailed: boolean, isRemoved: boolean): Promise<void> {
  if (hasFailed) return controller.setError();
  await controller.setDone();
  if (isRemoved) await controller.clear();
}

function isInScope({ account, isDirect, wasMentioned }: About): boolean {
  return shouldAckReaction({
    scope: account.presence.ackReactionScope,
    inboundEventKind: 'user_request',
    isDirect,
    isGroup: !isDirect,
    isMentionableGroup: !isDirect,
    canDetectMention: true,
    effectiveWasMentioned: wasMentioned,
  });
}
