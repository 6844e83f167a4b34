import { getExecApprovalReplyMetadata } from 'openclaw/plugin-sdk/approval-runtime';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createMessageReceiptFromOutboundResults } from 'openclaw/plugin-sdk/channel-outbound';
import { wordsInRooms } from '../account/workspace.ts';
import type { KeyOf } from '../app-client/key.ts';
import { type Account, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { MediaAccess } from '../files/load.ts';
import type { HostSeal } from '../host/host-seal.ts';
import { inOurWords } from '../host/host-words.ts';
import { POLL_OPTIONS, pollContent } from '../interactions/poll.ts';
import { isTarget, readWanted, type Target, writeWanted } from '../place/target.ts';
import { contentOf, inThread } from '../reply/content.ts';
import { inPlainWords } from '../reply/failure.ts';
import { newCommand } from '../reply/new-command.ts';
import type { Outgoing } from '../reply/outgoing.ts';
import { asChannelData, PRESENTATION_CAPABILITIES } from '../reply/presentation.ts';
import type { Sender } from '../reply/sender.ts';
import { approveCommand } from './approvals/asking.ts';
import { settleApproval } from './approvals/settle-approval.ts';
import type { FindTarget } from './directory/find-target.ts';
import { ownTarget, wrongTarget } from './messaging.ts';

type Outbound = NonNullable<ChannelPlugin<Account>['outbound']>;
type Context = Parameters<NonNullable<Outbound['sendText']>>[0];

type Payload = Parameters<NonNullable<Outbound['sendPayload']>>[0]['payload'];
type Poll = Parameters<NonNullable<Outbound['sendPoll']>>[0];
type Content = Pick<Outgoing, 'text' | 'card' | 'media'>;

/** The fields of a send that we use. OpenClaw has two types for the rest: one per adapter that it builds on this. */
interface Envelope {
  readonly cfg: Context['cfg'];
  readonly to: string;
  readonly accountId?: string | null | undefined;
  readonly threadId?: string | number | null | undefined;
  readonly deliveryQueueId?: string | undefined;
  readonly deliveryPartIndex?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly mediaAccess?: MediaAccess | undefined;
  readonly mediaLocalRoots?: readonly string[] | undefined;
  readonly mediaReadFile?: MediaAccess['readFile'];
  readonly assertDirectAdapterHandoff?: (() => void) | undefined;
  readonly onPlatformSendDispatch?: (() => Promise<void>) | undefined;
}
interface Send extends Envelope {
  readonly text: string;
}

export interface OutboundNeeds {
  /** The sender of an account; opened for the occasion when the account is not running here. */
  readonly senderFor: (cfg: Context['cfg'], accountId: string | null | undefined) => Sender;
  /** Finds the person or room of a name. */
  readonly find: FindTarget;
  /** Names a send that is not on OpenClaw's durable queue and so has no id of its own. */
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Recognises OpenClaw's approvals. */
  readonly seal: HostSeal;
  /** Logs faults that people do not see. */
  readonly report: (line: string) => void;
}

/**
 * Everything that OpenClaw sends by itself: follow-ups of a busy session, the `message` tool, scheduled runs, recovery
 * after a restart, and every answer on its durable queue. Sender, threads and keys are those of an answer.
 *
 * The key of each post comes from OpenClaw's id of the send, and the app returns the first result to a repeat. So a
 * send that failed is repeated whole, whether or not it had its effect: only the posts that are missing are made.
 */
export function outboundVia(needs: OutboundNeeds) {
  async function send(context: Envelope, contentFor: (account: Account, keyOf: KeyOf) => Content) {
    const account = resolveAccount(context.cfg, context.accountId);
    const address = await addressOf(context, account, context.deliveryQueueId ?? needs.newId(), needs.find);
    const content = contentFor(account, address.keyOf);
    context.assertDirectAdapterHandoff?.();
    const sender = needs.senderFor(context.cfg, context.accountId);
    const { roomId, messageIds } = await sender.send({ ...address, ...content });
    // After this call OpenClaw does not repeat the send, but asks for its outcome, so it comes after the posting. If it
    // came before, as for channels where a repeat is a second message, OpenClaw would give up an answer that the app
    // has not posted.
    if (messageIds.length > 0) await context.onPlatformSendDispatch?.();
    const results = messageIds.map((messageId) => ({ channel: CHANNEL_ID, messageId, channelId: roomId }));
    const kind = content.media?.length ? 'media' : 'text';
    return {
      channel: CHANNEL_ID,
      ...(messageIds.length === 0 && { outcome: 'not_sent' as const }),
      messageId: messageIds.at(-1) ?? '',
      target: { kind: 'room' as const, id: roomId },
      receipt: createMessageReceiptFromOutboundResults({ results, kind }),
    };
  }
  const sendContent = (context: Envelope, payload: Payload) =>
    send(context, (account, keyOf) => contentFrom(account, payload, keyOf, needs));

  return {
    deliveryMode: 'direct',
    // The sender cuts the text: a cut before rendering would break tables and lists.
    chunker: null,
    // As payloads, because a text alone does not say that it is an error.
    sendTextOnlyErrorPayloads: true,
    // Several files are one send, which can be repeated whole.
    sendPayloadGroupsMedia: true,
    deliveryCapabilities: {
      durableFinal: {
        text: true,
        media: true,
        payload: true,
        thread: true,
        // Accepted, for OpenClaw names the message it answers in every payload; a tag of the model's has become the
        // thread by now (`threading.ts`), and in Rocket.Chat an answer needs no quotation.
        replyTo: true,
        messageSendingHooks: true,
        // It gives a send its id, which identifies a repeat.
        reconcileUnknownSend: true,
      },
    },
    resolveTarget({ to }) {
      const wanted = readWanted(to ?? '');
      return wanted ? { ok: true, to: writeWanted(wanted) } : { ok: false, error: wrongTarget(to ?? '') };
    },
    sendText: (context: Send) => sendContent(context, { text: context.text }),
    sendMedia: (context: Send & { readonly mediaUrl?: string | undefined }) =>
      sendContent(context, { text: context.text, ...(context.mediaUrl && { mediaUrl: context.mediaUrl }) }),
    sendPayload: (context: Send & { readonly payload: Payload }) =>
      sendContent(context, { ...context.payload, text: context.payload.text ?? context.text }),
    presentationCapabilities: PRESENTATION_CAPABILITIES,
    renderPresentation: ({ payload, presentation }) => asChannelData(payload, presentation),
    beforeDeliverPayload({ payload, hint }) {
      if (hint?.kind === 'approval-pending') needs.seal.put(payload);
    },
    afterDeliverPayload: settleApproval,
    // The turn would post its request in the room as well, although `native-approvals.ts` brings it to the approvers.
    shouldSuppressLocalPayloadPrompt: ({ cfg, accountId, payload, hint }) =>
      hint?.kind === 'approval-pending' &&
      hint.nativeRouteActive === true &&
      getExecApprovalReplyMetadata(payload) !== null &&
      resolveAccount(cfg, accountId).approvers.length > 0,
    pollMaxOptions: POLL_OPTIONS,
    supportsPollDurationSeconds: true,
    supportsAnonymousPolls: true,
    async sendPoll(context: Poll) {
      const sent = await send(context, (account) => {
        if (!account.actions.polls) throw new Error('Polls are switched off here: `actions.polls` is false.');
        return pollContent(pollOf(context, needs.clock()), wordsInRooms(account.accountId));
      });
      return { ...sent, pollId: sent.messageId };
    },
  } satisfies Outbound;
}

/**
 * A payload as it was sent, to ask for its outcome.
 *
 * @param delivery OpenClaw's id of the send
 * @throws Error if the target is invalid
 */
export async function outgoingOf(
  context: Envelope,
  payload: Payload,
  delivery: string,
  needs: OutboundNeeds,
): Promise<Outgoing> {
  const account = resolveAccount(context.cfg, context.accountId);
  const address = await addressOf(context, account, delivery, needs.find);
  return { ...address, ...contentFrom(account, payload, address.keyOf, needs) };
}

function contentFrom(account: Account, payload: Payload, keyOf: KeyOf, { report, seal }: OutboundNeeds): Content {
  const { policy } = account;
  // Nobody has asked for these, or their answer has come from the queue.
  const words = wordsInRooms(account.accountId);
  const plain = inPlainWords(payload, keyOf, newCommand(policy), words, report);
  return contentOf(inOurWords(plain, approveCommand(policy), words), words, seal.approvalIn(payload));
}

async function addressOf(
  context: Envelope,
  { threading }: Pick<Account, 'threading'>,
  delivery: string,
  find: FindTarget,
): Promise<Omit<Outgoing, 'text'>> {
  const { threadId, deliveryPartIndex, signal } = context;
  const { alsoInRoom } = threading;
  return {
    to: await targetOf(context, find),
    ...inThread(threadId == null ? undefined : { id: String(threadId), alsoInRoom }),
    mediaAccess: accessIn(context),
    keyOf: { delivery, part: deliveryPartIndex ?? 0 },
    signal,
  };
}

/** Most targets have been resolved before. A name arrives only if OpenClaw sends without resolving it. */
async function targetOf({ to, cfg, accountId }: Envelope, find: FindTarget): Promise<Target> {
  const wanted = readWanted(to);
  if (!wanted) throw wrongTarget(to);
  return isTarget(wanted) ? ownTarget(wanted, to, cfg, accountId) : (await find(wanted, cfg, accountId)).target;
}

/** Older callers of OpenClaw's name roots and reader by themselves. */
function accessIn({ mediaAccess, mediaLocalRoots, mediaReadFile }: Envelope): MediaAccess | undefined {
  return mediaAccess ?? (mediaLocalRoots && { localRoots: mediaLocalRoots, readFile: mediaReadFile });
}

/** Anonymous unless it is asked for with names. */
function pollOf({ poll, isAnonymous }: Poll, now: number): Parameters<typeof pollContent>[0] {
  const { question, options, maxSelections: most = 1, durationSeconds, durationHours } = poll;
  const seconds = durationSeconds ?? (durationHours === undefined ? undefined : durationHours * 3_600);
  const closesAt = seconds === undefined ? {} : { closesAt: now + seconds * 1_000 };
  return { question, options, most, isAnonymous: isAnonymous !== false, ...closesAt };
}
