import type {
  ChannelIngressQueue,
  ChannelIngressQueueClaim,
  ChannelIngressQueueRecord,
} from 'openclaw/plugin-sdk/channel-outbound';
import type { IngressTable } from './ingress-table.ts';
import type { Row, RowHeader } from './rows.ts';

/** The identity of the queue, which every record for the SDK repeats. */
export interface QueueName {
  readonly channelId: string;
  readonly accountId: string;
  readonly queueName: string;
}

export type EnqueueResult<P> = Awaited<ReturnType<ChannelIngressQueue<P>['enqueue']>>;

export type ClaimHeader = RowHeader & Pick<Row, 'claim_token' | 'claim_owner' | 'claimed_at'>;

/** Rows as the SDK takes them. */
export interface Records<P> {
  ofEvent(header: RowHeader): ChannelIngressQueueRecord<P>;
  ofClaim(header: ClaimHeader): ChannelIngressQueueClaim<P>;
  /** A claim whose payload has been read already. */
  ofClaimedRow(row: Row): ChannelIngressQueueClaim<P>;
  /** The result for a repeated event. */
  ofDuplicate(row: Row): EnqueueResult<P>;
}

export function openRecords<P>(name: QueueName, table: IngressTable, clock: () => number): Records<P> {
  const payloadOf = (id: string) => () => table.find(id)?.payload ?? null;
  return {
    ofEvent: (header) => toRecord<P>(name, onTime(header, clock()), payloadOf(header.id)),
    ofClaim: (header) => toClaim<P>(name, header, payloadOf(header.id)),
    ofClaimedRow: (row) => toClaim<P>(name, row, () => row.payload),
    ofDuplicate: (row) => toDuplicate<P>(name, row),
  };
}

/** An attempt in the future means that the clock was set back: the next attempt need not wait for that time. */
function onTime(header: RowHeader, now: number): RowHeader {
  return header.last_attempt_at !== null && header.last_attempt_at > now
    ? { ...header, last_attempt_at: null }
    : header;
}

/**
 * @param payload JSON, which is read and parsed only on access: most callers want to know the lane, and the text may be
 * long
 */
function toRecord<P>(name: QueueName, header: RowHeader, payload: () => string | null): ChannelIngressQueueRecord<P> {
  return lazily(payload, {
    ...name,
    id: header.id,
    receivedAt: header.received_at,
    updatedAt: header.updated_at,
    attempts: header.attempts,
    ...(header.lane !== null && { laneKey: header.lane }),
    ...(header.last_attempt_at !== null && { lastAttemptAt: header.last_attempt_at }),
    ...(header.last_error !== null && { lastError: header.last_error }),
  });
}

function toClaim<P>(name: QueueName, row: ClaimHeader, payload: () => string | null): ChannelIngressQueueClaim<P> {
  const claim = { token: row.claim_token ?? '', ownerId: row.claim_owner ?? '', claimedAt: row.claimed_at ?? 0 };
  return Object.assign(toRecord<P>(name, row, payload), { claim });
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

function toDuplicate<P>(name: QueueName, row: Row): EnqueueResult<P> {
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
