import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createMessageReceiptFromOutboundResults } from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { FindTarget } from '../directory/find-target.ts';
import type { MediaAccess } from '../files/load.ts';
import { POLL_OPTIONS, pollContent } from '../interactions/poll.ts';
import { settleApproval } from '../interactions/settle-approval.ts';
import { contentOf } from './content.ts';
import { wrongTarget } from './messaging.ts';
import { asChannelData, PRESENTATION_CAPABILITIES } from './presentation.ts';
import type { Outgoing, Sender } from './sender.ts';
import { isTarget, readWanted, type Target, writeWanted } from './target.ts';

type Outbound = NonNullable<ChannelPlugin<Account>['outbound']>;
type Context = Parameters<NonNullable<Outbound['sendText']>>[0];

type Payload = Parameters<typeof contentOf>[0];
type Content = Pick<Outgoing, 'text' | 'card' | 'media'>;
type Poll = Parameters<NonNullable<Outbound['sendPoll']>>[0];

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

interface Via {
  /** The sender of an account; opened for the occasion when the account is not running here. */
  readonly senderFor: (cfg: Context['cfg'], accountId: string | null | undefined) => Sender;
  /** Whom or what a name means. */
  readonly find: FindTarget;
  /** Names a send that is not on OpenClaw's durable queue and so has no id of its own. */
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * What OpenClaw sends by itself: follow-ups of a busy session, the `message` tool, scheduled runs, recovery after a
 * restart. Same sender, same threads, same keys as an answer.
 */
export function outboundVia({ senderFor, find, newId, clock }: Via) {
  /** Most targets have been resolved before; a name arrives where OpenClaw sends without asking whose it is. */
  async function targetOf({ to, cfg, accountId }: Omit<Send, 'text'>): Promise<Target> {
    const wanted = readWanted(to);
    if (!wanted) throw wrongTarget(to);
    return isTarget(wanted) ? wanted : (await find(wanted, cfg, accountId)).target;
  }

  async function send(context: Omit<Send, 'text'>, content: Content) {
    const to = await targetOf(context);
    context.assertDirectAdapterHandoff?.();
    const { roomId, messageIds } = await senderFor(context.cfg, context.accountId).send({
      to,
      threadId: context.threadId == null ? undefined : String(context.threadId),
      ...content,
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
        kind: content.media?.length ? 'media' : 'text',
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
      const wanted = readWanted(to ?? '');
      return wanted ? { ok: true, to: writeWanted(wanted) } : { ok: false, error: wrongTarget(to ?? '') };
    },
    sendText: (context: Send) => send(context, contentOf({ text: context.text })),
    sendMedia: (context: Send & { readonly mediaUrl?: string | undefined }) =>
      send(context, contentOf({ text: context.text, ...(context.mediaUrl && { mediaUrl: context.mediaUrl }) })),
    sendPayload: (context: Send & { readonly payload: Payload }) =>
      send(context, contentOf({ ...context.payload, text: context.payload.text ?? context.text })),
    presentationCapabilities: PRESENTATION_CAPABILITIES,
    renderPresentation: ({ payload, presentation }) => asChannelData(payload, presentation),
    afterDeliverPayload: settleApproval,
    pollMaxOptions: POLL_OPTIONS,
    supportsPollDurationSeconds: true,
    supportsAnonymousPolls: true,
    async sendPoll(context: Poll) {
      const { actions } = resolveAccount(context.cfg, context.accountId);
      if (!actions.polls) throw new Error('Polls are switched off here: `actions.polls` is false.');
      const sent = await send(context, pollContent(pollOf(context, clock())));
      return { ...sent, pollId: sent.messageId };
    },
  } satisfies Outbound;
}

/** Older callers of OpenClaw's name roots and reader by themselves. */
function accessIn({ mediaAccess, mediaLocalRoots, mediaReadFile }: Omit<Send, 'text'>): MediaAccess | undefined {
  return mediaAccess ?? (mediaLocalRoots && { localRoots: mediaLocalRoots, readFile: mediaReadFile });
}

/** Anonymous unless it is asked for with names. */
function pollOf({ poll, isAnonymous }: Poll, now: number): Parameters<typeof pollContent>[0] {
  const { question, options, maxSelections: most = 1, durationSeconds, durationHours } = poll;
  const seconds = durationSeconds ?? (durationHours === undefined ? undefined : durationHours * 3_600);
  const closesAt = seconds === undefined ? {} : { closesAt: now + seconds * 1_000 };
  return { question, options, most, isAnonymous: isAnonymous !== false, ...closesAt };
}
