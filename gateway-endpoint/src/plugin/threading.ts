import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { type Account, resolveAccount } from '../config/account.ts';
import { type ReplyToMode, replyToModeFor } from '../config/threading.ts';
import { readTarget, writeTarget } from '../place/target.ts';

type Threading = NonNullable<ChannelPlugin<Account>['threading']>;
type ToolContext = NonNullable<Parameters<NonNullable<Threading['matchesToolContextTarget']>>[0]['toolContext']>;

/**
 * How OpenClaw finds the thread of what it sends by itself. The thread of a conversation decides, as for an answer
 * (`thread-of-answer.ts`): in every payload OpenClaw names the message it answers, which opens no thread; one that the
 * model names by a reply tag does.
 */
export const threading: Threading = {
  resolveReplyToMode: ({ cfg, accountId, chatType }) => modeFor(cfg, accountId, chatType),
  allowExplicitReplyTagsWhenOff: true,
  buildToolContext({ context: { To, ChatType, CurrentMessageId, MessageThreadId }, cfg, accountId, hasRepliedRef }) {
    const threadId = MessageThreadId == null ? undefined : String(MessageThreadId);
    return {
      ...(To && { currentChannelId: normal(To) }),
      ...(threadId && { currentThreadTs: threadId, sameChannelThreadRequired: true }),
      ...(CurrentMessageId !== undefined && { currentMessageId: CurrentMessageId }),
      replyToMode: modeFor(cfg, accountId, ChatType),
      ...(hasRepliedRef && { hasRepliedRef }),
    };
  },
  matchesToolContextTarget: ({ target, toolContext }) => isHere(target, toolContext),
  resolveAutoThreadId({ cfg, accountId, to, toolContext, replyToId }) {
    const here = toolContext && isHere(to, toolContext) ? toolContext : undefined;
    const target = readTarget(to);
    const named = target && 'userId' in target && isFlat(cfg, accountId) ? undefined : (replyToId ?? undefined);
    // A reply to what is being answered stands where the answer does.
    const isTheOneAsked = named !== undefined && named === String(here?.currentMessageId);
    return isTheOneAsked ? (here?.currentThreadTs ?? named) : (named ?? here?.currentThreadTs);
  },
  resolveReplyTransport({ cfg, accountId, threadId, replyToId, replyToIsExplicit, replyToCurrent, replyDelivery }) {
    const ambient = threadId == null ? undefined : String(threadId);
    const mayName = replyToIsExplicit && !(replyDelivery?.chatType === 'direct' && isFlat(cfg, accountId));
    const named = mayName ? replyToId : undefined;
    // No quotation: the thread says what is answered.
    return { replyToId: null, threadId: (replyToCurrent ? (ambient ?? named) : (named ?? ambient)) ?? null };
  },
};

function modeFor(
  cfg: OpenClawConfig,
  accountId: string | null | undefined,
  chatType: string | null | undefined,
): ReplyToMode {
  const kind = chatType === 'direct' || chatType === 'group' ? chatType : 'channel';
  return replyToModeFor(kind, resolveAccount(cfg, accountId).threading);
}

/** Direct conversations in which a tag opens no thread either. */
const isFlat = (cfg: OpenClawConfig, accountId: string | null | undefined): boolean =>
  modeFor(cfg, accountId, 'direct') === 'off';

function isHere(target: string, { currentChannelId, currentMessagingTarget }: ToolContext): boolean {
  const wanted = normal(target);
  return [currentChannelId, currentMessagingTarget].some((each) => each !== undefined && normal(each) === wanted);
}

function normal(text: string): string {
  const target = readTarget(text);
  return target ? writeTarget(target) : text;
}
