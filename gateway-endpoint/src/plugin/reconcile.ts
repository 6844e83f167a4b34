import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createMessageReceiptFromOutboundResults } from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { mediaIn } from '../reply/content.ts';
import { type OutboundNeeds, outgoingOf } from './outbound.ts';

type DurableFinal = NonNullable<NonNullable<ChannelPlugin<Account>['message']>['durableFinal']>;
type Reconcile = NonNullable<DurableFinal['reconcileUnknownSend']>;
type Unknown = Parameters<Reconcile>[0];
type Payload = Unknown['payloads'][number];

/** The app forgets a key after a week, and says then that nothing happened. A day is left for clocks and patience. */
const APP_REMEMBERS_MS = 6 * 24 * 60 * 60_000;

/**
 * Finds out whether a send happened whose result OpenClaw does not know, e.g. after a crash: asks the app about each
 * piece.
 *
 * @throws AppCallError if the app cannot be asked now; OpenClaw then asks again later
 */
export function reconcileVia(needs: OutboundNeeds): Reconcile {
  return async (unknown) => {
    const { queueId, payloads, cfg, accountId } = unknown;
    const [payload, ...others] = payloads;
    // Only a single send gets an id, so the keys of the posts of several are lost.
    if (!payload || others.length > 0) return unresolved('it was one of several, whose posts cannot be told apart');
    if (unknown.enqueuedAt < needs.clock() - APP_REMEMBERS_MS) return unresolved('the app has forgotten it by now');
    const outgoing = await outgoingOf(unknown, payload, queueId, needs);
    const sender = needs.senderFor(cfg, accountId);
    const { happened, messageIds } = await sender.settle(outgoing);
    if (happened === 'none') return { status: 'not_sent' };
    if (happened === 'all') return sent(messageIds);
    // Pieces that are posted already are not posted again, because of their keys.
    if (happened === 'some' && isText(payload)) return sent((await sender.send(outgoing)).messageIds);
    // OpenClaw repeats it itself, because only OpenClaw knows which files of the host may be read.
    if (happened === 'some' && isPlain(payload)) return { status: 'not_sent' };
    return unresolved('nobody can tell whether all of it was posted: look into the room');
  };
}

function sent(messageIds: readonly string[]) {
  const results = messageIds.map((messageId) => ({ channel: CHANNEL_ID, messageId }));
  const receipt = createMessageReceiptFromOutboundResults({ results, kind: 'text' });
  return { status: 'sent' as const, receipt, messageId: messageIds.at(-1) ?? '' };
}

function unresolved(error: string) {
  return { status: 'unresolved' as const, error, retryable: false };
}

const isText = (payload: Payload): boolean => isPlain(payload) && mediaIn(payload).length === 0;

const isPlain = ({ presentation, interactive, channelData }: Payload): boolean =>
  !presentation && !interactive && !channelData;
