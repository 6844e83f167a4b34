import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import {
  createLivePreviewLifecycle,
  type LivePreviewDeliveryResult,
  resolveChannelDraftStreamingChunking,
} from 'openclaw/plugin-sdk/channel-outbound';
import { getGlobalHookRunner } from 'openclaw/plugin-sdk/plugin-runtime';
import { hasHappened } from '../../app-client/ask-outcome.ts';
import type { AppClient } from '../../app-client/client.ts';
import { finalKeyOf } from '../../app-client/key.ts';
import type { Account } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { AnswerThread } from '../../place/conversation.ts';
import { learnNames, textFor, type Writing } from '../../text/text.ts';
import { inThread } from '../content.ts';
import type { Previews } from './previews.ts';
import { type ReplyOptions, streamInto } from './stream.ts';

type Delivery = ChannelInboundTurnPlan['delivery'];
type Payload = Parameters<Delivery['deliver']>[0];
type Info = Parameters<Delivery['deliver']>[1];
type Result = Awaited<ReturnType<Delivery['deliver']>>;

/** The preview of one turn, from the first word to the answer. */
export interface TurnStream {
  readonly replyOptions: ReplyOptions;
  /** Can the preview become this answer? Everything else is a new post, and the preview goes. */
  takes(payload: Payload, info: Pick<Info, 'kind'>): boolean;
  /** @param anew posts the answer if the preview cannot become it after all */
  finish(payload: Payload, info: Pick<Info, 'kind'>, anew: (payload: Payload) => Promise<Result>): Promise<Result>;
  /** An answer is in the room. */
  delivered(info: Pick<Info, 'kind'>, result: Result): Promise<void>;
  /** The turn is over, with or without success: nothing unfinished stays. */
  end(): Promise<void>;
}

interface Streamed {
  readonly event: { readonly id: string; readonly room: { readonly id: string } };
  readonly account: Pick<Account, 'accountId' | 'streaming'>;
  readonly conversation: { readonly thread: AnswerThread | undefined };
  readonly cfg: OpenClawConfig;
  readonly previews: Previews;
  readonly client: AppClient;
  readonly writing: Writing;
  /** Called when a preview has become the answer. */
  readonly wrote: (messageId: string, threadId: string | undefined) => void;
}

/** @returns undefined where nothing is to be seen before the answer */
export function openTurnStream(turn: Streamed): TurnStream | undefined {
  const { event, account, conversation, cfg, previews, client, writing } = turn;
  const { thread } = conversation;
  const { mode, notify, editIntervalMs: intervalMs, entry } = account.streaming;
  const isQuiet = notify === 'final';
  // A quiet post is not counted among the replies of its thread, but its end is: the thread would lose count.
  if (mode === 'off' || (isQuiet && thread) || someoneChangesAnswers()) return undefined;

  const roomId = event.room.id;
  const preview = previews.open({ roomId, ...inThread(thread), isQuiet, intervalMs, answers: event.id });
  const steps = resolveChannelDraftStreamingChunking(cfg, CHANNEL_ID, account.accountId, {
    fallbackLimit: writing.limit,
  });
  const stream = streamInto(preview, { mode, entry }, { seed: `${account.accountId}:${roomId}`, steps });
  const live = createLivePreviewLifecycle<Payload, string>({
    draft: {
      id: preview.id,
      flush: preview.stop,
      seal: preview.stop,
      discardPending: preview.stop,
      clear: preview.clear,
    },
    cleanupUndelivered: true,
    onFinalStarted: stream.finalStarted,
    // Already logged, and tried again later.
    onCleanupFailure: () => undefined,
  });
  const finalKey = finalKeyOf(event.id);

  async function become(messageId: string, text: string): Promise<LivePreviewDeliveryResult> {
    try {
      await preview.become(text, finalKey);
    } catch (error) {
      if (!(await hasHappened(client, finalKey, error))) throw error;
      preview.keep();
    }
    turn.wrote(messageId, thread?.id);
    return { visibleReplySent: true, messageIds: [messageId], content: text };
  }

  return {
    replyOptions: stream.replyOptions,
    takes: (payload, { kind }) =>
      kind === 'final' && !isQuiet && preview.id() !== undefined && soleText(payload, writing) !== undefined,
    async finish(payload, { kind }, anew) {
      await learnNames(payload.text ?? '', writing);
      const { deliveryResult } = await live.deliver<string>({
        kind,
        payload,
        adapter: { buildFinalEdit: (given) => soleText(given, writing), editFinal: become },
        deliverNormally: async (given) => ({ visibleReplySent: false, ...(await anew(given)) }),
      });
      return deliveryResult;
    },
    async delivered({ kind }, result) {
      if (kind === 'final' && result?.visibleReplySent)
        await live.observeDelivery({ ...result, visibleReplySent: true });
    },
    async end() {
      stream.finalStarted();
      await preview.clear();
    },
  };
}

/** The text of an answer that is a single post, without files or buttons, and no error. */
function soleText(payload: Payload, writing: Writing): string | undefined {
  const { text = '', isError, mediaUrl, mediaUrls, presentation, interactive, channelData } = payload;
  const isPlain = !isError && !mediaUrl && !mediaUrls?.length && !presentation && !interactive && !channelData;
  const posts = isPlain ? textFor(text, writing) : [];
  return posts.length === 1 ? posts[0] : undefined;
}

/** Plugins that change or stop answers see only finished ones; a preview would have shown the text that they hide. */
function someoneChangesAnswers(): boolean {
  const hooks = getGlobalHookRunner();
  return (hooks?.hasHooks('message_sending') || hooks?.hasHooks('reply_payload_sending')) ?? false;
}
