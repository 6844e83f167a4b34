import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createMessageReceiptFromOutboundResults } from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { MediaAccess } from '../files/load.ts';
import { contentOf, mediaIn } from './content.ts';
import type { Sender } from './sender.ts';
import { readTarget, writeTarget } from './target.ts';

type Outbound = NonNullable<ChannelPlugin<Account>['outbound']>;
type Context = Parameters<NonNullable<Outbound['sendText']>>[0];

type Payload = Parameters<typeof contentOf>[0];

/** What we use of a send. Narrow, because OpenClaw has two types for the rest: one per adapter that it builds on this. */
interface Send {
  readonly cfg: Context['cfg'];
  readonly to: string;
  readonly text: string;
  readonly accountId?: string | null | undefined;
  readonly threadId?: string | number | null | undefined;
  readonly deliveryQueueId?: string | undefined;
  readonly deliveryPartIndex?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly mediaAccess?: MediaAccess | undefined;
  readonly mediaLocalRoots?: readonly string[] | undefined;
  readonly mediaReadFile?: MediaAccess['readFile'];
  readonly assertDirectAdapterHandoff?: (() => void) | undefined;
}

/**
 * What OpenClaw sends by itself: follow-ups of a busy session, the `message` tool, scheduled runs, recovery after a
 * restart. Same sender, same threads, same keys as an answer.
 *
 * @param senderFor the sender of an account; opened for the occasion when the account is not running here
 * @param newId names a send that is not on OpenClaw's durable queue and so has no id of its own
 */
export function outboundVia(
  senderFor: (cfg: Context['cfg'], accountId: string | null | undefined) => Sender,
  newId: () => string,
) {
  async function send(context: Send, payload: Payload) {
    const to = readTarget(context.to);
    if (!to) throw wrongTarget(context.to);
    context.assertDirectAdapterHandoff?.();
    const { roomId, messageIds } = await senderFor(context.cfg, context.accountId).send({
      to,
      threadId: context.threadId == null ? undefined : String(context.threadId),
      ...contentOf(payload),
      mediaAccess: accessIn(context),
      keyOf: { delivery: context.deliveryQueueId ?? newId(), part: context.deliveryPartIndex ?? 0 },
      signal: context.signal,
    });
    const results = messageIds.map((messageId) => ({ channel: CHANNEL_ID, messageId, channelId: roomId }));
    return {
      channel: CHANNEL_ID,
      messageId: messageIds.at(-1) ?? '',
      target: { kind: 'room' as const, id: roomId },
      receipt: createMessageReceiptFromOutboundResults({
        results,
        kind: mediaIn(payload).length > 0 ? 'media' : 'text',
      }),
    };
  }

  return {
    deliveryMode: 'direct',
    // The sender cuts: cut before it is rendered, a table or a list would come apart.
    chunker: null,
    deliveryCapabilities: {
      // `replyTo` is accepted and not used: OpenClaw names the message it answers in every payload, and in
      // Rocket.Chat an answer needs no quotation. Undeclared, no answer would go on the durable queue.
      durableFinal: { text: true, media: true, payload: true, thread: true, replyTo: true, messageSendingHooks: true },
    },
    resolveTarget({ to }) {
      const target = readTarget(to ?? '');
      return target ? { ok: true, to: writeTarget(target) } : { ok: false, error: wrongTarget(to ?? '') };
    },
    sendText: (context: Send) => send(context, { text: context.text }),
    sendMedia: (context: Send & { readonly mediaUrl?: string | undefined }) =>
      send(context, { text: context.text, ...(context.mediaUrl && { mediaUrl: context.mediaUrl }) }),
    sendPayload: (context: Send & { readonly payload: Payload }) =>
      send(context, { ...context.payload, text: context.payload.text ?? context.text }),
  } satisfies Outbound;
}

/** Older callers of OpenClaw's name roots and reader by themselves. */
function accessIn({ mediaAccess, mediaLocalRoots, mediaReadFile }: Send): MediaAccess | undefined {
  return mediaAccess ?? (mediaLocalRoots && { localRoots: mediaLocalRoots, readFile: mediaReadFile });
}

function wrongTarget(to: string): Error {
  return new Error(`${JSON.stringify(to)} is no target: use channel:<room id> or user:<user id>`);
}
