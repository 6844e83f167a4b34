import type {
  ChannelIngressQueue,
  ChannelIngressQueueClaim,
  ChannelIngressQueueRecord,
} from 'openclaw/plugin-sdk/channel-outbound';
import type { Row } from './table.ts';

/** Whose queue it is: repeated in every record that the SDK reads. */
export interface QueueName {
  readonly channelId: string;
  readonly accountId: string;
  readonly queueName: string;
}

export type EnqueueResult<P> = Awaited<ReturnType<ChannelIngressQueue<P>['enqueue']>>;

export function toRecord<P>(name: QueueName, row: Row): ChannelIngressQueueRecord<P> {
  return {
    ...name,
    id: row.id,
    payload: JSON.parse(row.payload ?? 'null'),
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    attempts: row.attempts,
    ...(row.metadata !== null && { metadata: JSON.parse(row.metadata) }),
    ...(row.lane !== null && { laneKey: row.lane }),
    ...(row.last_attempt_at !== null && { lastAttemptAt: row.last_attempt_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
  };
}

export function toClaim<P>(name: QueueName, row: Row): ChannelIngressQueueClaim<P> {
  return {
    ...toRecord<P>(name, row),
    claim: { token: row.claim_token ?? '', ownerId: row.claim_owner ?? '', claimedAt: row.claimed_at ?? 0 },
  };
}

/** What a repeated event finds. */
export function toDuplicate<P>(name: QueueName, row: Row): EnqueueResult<P> {
  switch (row.status) {
    case 'pending':
      return { kind: 'pending', duplicate: true, record: toRecord<P>(name, row) };
    case 'claimed':
      return { kind: 'claimed', duplicate: true, record: toClaim<P>(name, row) };
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
