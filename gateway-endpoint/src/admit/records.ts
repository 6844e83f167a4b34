import type {
  ChannelIngressQueue,
  ChannelIngressQueueClaim,
  ChannelIngressQueueRecord,
} from 'openclaw/plugin-sdk/channel-outbound';
import type { Row, Slip } from './rows.ts';

/** The identity of the queue, which every record for the SDK repeats. */
export interface QueueName {
  readonly channelId: string;
  readonly accountId: string;
  readonly queueName: string;
}

export type EnqueueResult<P> = Awaited<ReturnType<ChannelIngressQueue<P>['enqueue']>>;

/**
 * @param payload JSON, which is read and parsed only on access: most callers want to know the lane, and the text may be
 * long
 */
export function toRecord<P>(name: QueueName, slip: Slip, payload: () => string | null): ChannelIngressQueueRecord<P> {
  return lazily(payload, {
    ...name,
    id: slip.id,
    receivedAt: slip.received_at,
    updatedAt: slip.updated_at,
    attempts: slip.attempts,
    ...(slip.lane !== null && { laneKey: slip.lane }),
    ...(slip.last_attempt_at !== null && { lastAttemptAt: slip.last_attempt_at }),
    ...(slip.last_error !== null && { lastError: slip.last_error }),
  });
}

export type ClaimSlip = Slip & Pick<Row, 'claim_token' | 'claim_owner' | 'claimed_at'>;

export function toClaim<P>(
  name: QueueName,
  slip: ClaimSlip,
  payload: () => string | null,
): ChannelIngressQueueClaim<P> {
  const claim = { token: slip.claim_token ?? '', ownerId: slip.claim_owner ?? '', claimedAt: slip.claimed_at ?? 0 };
  return Object.assign(toRecord<P>(name, slip, payload), { claim });
}

function lazily<P, R extends object>(payload: () => string | null, record: R): R & { readonly payload: P } {
  let read: { payload: P } | undefined;
  return Object.defineProperty(record, 'payload', {
    enumerable: true,
    get: () => {
      read ??= { payload: JSON.parse(payload() ?? 'null') };
      return read.payload;
    },
  }) as R & { readonly payload: P };
}

/** The result for a repeated event. */
export function toDuplicate<P>(name: QueueName, row: Row): EnqueueResult<P> {
  switch (row.status) {
    case 'pending':
      return { kind: 'pending', duplicate: true, record: toRecord<P>(name, row, () => row.payload) };
    case 'claimed':
      return { kind: 'claimed', duplicate: true, record: toClaim<P>(name, row, () => row.payload) };
    case 'completed':
      return { kind: 'completed', duplicate: true, record: { ...name, id: row.id, completedAt: row.ended_at ?? 0 } };
    case 'failed': {
      const message = row.last_error === null ? {} : { message: row.last_error };
      const reason = row.failure ?? 'failed';
      const record = { ...name, id: row.id, failedAt: row.ended_at ?? 0, reason, ...message };
      return { kind: 'failed', duplicate: true, record };
    }
  }
}
