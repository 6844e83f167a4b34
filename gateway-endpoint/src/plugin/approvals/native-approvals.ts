import {
  type ChannelApprovalNativeRuntimeAdapter,
  createChannelApprovalNativeRuntimeAdapter,
} from 'openclaw/plugin-sdk/approval-handler-runtime';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { running } from '../../account/running.ts';
import { wordsInRooms, writingIn } from '../../account/workspace.ts';
import { keyFor } from '../../app-client/key.ts';
import { resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { cleanLog } from '../../host/clean-log.ts';
import { getRuntime } from '../../host/runtime.ts';
import { noteAsked } from '../../interactions/asked-here.ts';
import { settledLine } from '../../interactions/conclude.ts';
import { machine } from '../../machine.ts';
import { readTarget, type Target, writeTarget } from '../../place/target.ts';
import { inThread } from '../../reply/content.ts';
import { textFor } from '../../text/text.ts';
import { ownTarget, wrongTarget } from '../messaging.ts';
import { type Request, requestOf } from './approval-request.ts';
import { asksApprovers, configNow } from './approval-routes.ts';
import { askingFor } from './asking.ts';
import { howEnded } from './how-ended.ts';

interface Place {
  readonly to: Target;
  readonly threadId: string | undefined;
  /** The room gets a sentence alone: the request stands in the approvers’ direct messages. */
  readonly isNotice: boolean;
}

/** A post that stays open until the request has ended. A notice is no card, and is changed by itself. */
interface Posted {
  readonly roomId: string;
  readonly messageId: string;
  readonly notice: string | undefined;
}

/**
 * Approvals where the approvers are. OpenClaw says what is to be approved, whom to ask, and how it ended. A request that
 * comes again after a restart of the account has the same keys, and so stays the same post.
 */
const ours = createChannelApprovalNativeRuntimeAdapter<Request, Place, Posted, never, string>({
  eventKinds: ['exec', 'plugin', 'system-agent'],
  availability: {
    // Asked once, at the start of the account. Approvers are looked up for each request.
    isConfigured: () => true,
    shouldHandle({ accountId, request }) {
      const isOurs = asksApprovers(accountId, request);
      if (isOurs) noteAsked(resolveAccount(configNow(), accountId).accountId, request.id);
      return isOurs;
    },
  },
  presentation: {
    async buildPendingPayload({ accountId, request, nowMs, view }) {
      const account = resolveAccount(configNow(), accountId);
      const { client } = runningAs(account.accountId);
      const wanted = {
        account,
        view,
        origin: request.request.turnSourceTo,
        now: nowMs,
        words: wordsInRooms(account.accountId),
      };
      return requestOf(view, await askingFor(wanted, { client, newId: machine.newId }));
    },
    buildResolvedResult: ({ accountId, resolved }) => ({
      kind: 'update',
      payload: howEnded(resolved, wordsInRooms(resolveAccount(configNow(), accountId).accountId)),
    }),
    buildExpiredResult: ({ accountId }) => ({
      kind: 'update',
      payload: wordsInRooms(resolveAccount(configNow(), accountId).accountId).REQUEST_ENDED.expired,
    }),
  },
  transport: {
    prepareTarget({ accountId, plannedTarget: { surface, target } }) {
      const { approvers, requests } = resolveAccount(configNow(), accountId);
      const read = readTarget(target.to);
      if (!read) throw wrongTarget(target.to);
      const to = surface === 'origin' ? ownTarget(read, target.to, configNow(), accountId) : read;
      const isApprovers = 'userId' in to && approvers.includes(to.userId);
      const isNotice = surface === 'origin' && requests.target === 'dm' && !isApprovers;
      const threadId = target.threadId == null ? undefined : String(target.threadId);
      // An approver who asks in a direct message gets the request once, there.
      return { dedupeKey: writeTarget(to), target: { to, threadId, isNotice } };
    },
    async deliverPending({ accountId, request, preparedTarget, pendingPayload }) {
      const { accountId: id, threading } = resolveAccount(configNow(), accountId);
      const { to, threadId, isNotice } = preparedTarget;
      const { text, card, notice } = pendingPayload;
      const send = (delivery: string) =>
        runningAs(id).sender.send({
          to,
          ...inThread(threadId === undefined ? undefined : { id: threadId, alsoInRoom: threading.alsoInRoom }),
          ...(isNotice ? { text: notice } : { text, card }),
          keyOf: { delivery, part: 0 },
        });
      const delivery = `approval:${request.id}:${writeTarget(to)}`;
      const { roomId, messageIds } = await send(delivery).catch((error: unknown) => {
        // The direct room was deleted. By now the sender has forgotten it, and opens another.
        if (!('userId' in to) || !(error instanceof PlatformMessageNotDispatchedError)) throw error;
        return send(`${delivery}:again`);
      });
      const messageId = messageIds.at(-1);
      return messageId === undefined ? null : { roomId, messageId, notice: isNotice ? notice : undefined };
    },
    async updateEntry({ accountId, entry, request, payload }) {
      const account = resolveAccount(configNow(), accountId);
      const { client, interactions } = runningAs(account.accountId);
      const { roomId, messageId, notice } = entry;
      if (notice === undefined) return interactions.settle(`approval:${request.id}`, payload);
      const text = textFor(`${notice}\n\n${settledLine(payload)}`, writingIn(account)).join('\n\n');
      const key = keyFor({ delivery: `approval:${request.id}:${messageId}:ended`, part: 0 }, 0);
      await client.call({ v: 1, command: 'update', key, roomId, messageId, text });
    },
  },
  observe: {
    onDeliveryError: ({ error, request, plannedTarget }) =>
      log().warn(`the request for approval ${request.id} did not reach ${plannedTarget.target.to}: ${String(error)}`),
  },
});

/** OpenClaw passes the results of our steps on without looking at them, so they have no type. */
export const nativeRuntime = ours as unknown as ChannelApprovalNativeRuntimeAdapter;

/** @throws Error while the account stops: OpenClaw sends open requests again when it starts */
function runningAs(accountId: string) {
  const self = running.get(accountId);
  if (!self) throw new Error(`the account ${accountId} does not run`);
  return self;
}

const log = () => cleanLog(getRuntime().logging.getChildLogger({ plugin: CHANNEL_ID }));
