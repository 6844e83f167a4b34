import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { ChannelIngressQueue, ChannelIngressQueueRecord } from 'openclaw/plugin-sdk/channel-outbound';
import type { Store } from '../store/store.ts';
import { openCandidates } from './candidates.ts';
import { openPrune } from './prune.ts';
import { type ClaimSlip, type QueueName, toClaim, toDuplicate, toRecord } from './records.ts';
import { type Row, SLIP, type Slip } from './rows.ts';
import { URGENCY, type Urgency } from './urgency.ts';

export interface QueueOptions<P> extends QueueName {
  readonly store: Store;
  readonly clock: () => number;
  /** A new claim token. */
  readonly token: () => string;
  readonly urgencyOf?: (payload: P) => Urgency;
  /** The id of the message whose words wait. */
  readonly wordsIn?: (payload: P) => string | undefined;
  /**
   * Lanes with a running turn: only events that interrupt it are handled there, although OpenClaw counts the lane as
   * free.
   */
  readonly busyLanes?: () => readonly string[];
  readonly interrupts?: (record: ChannelIngressQueueRecord<P>) => boolean;
}

export type IngressQueue<P> = ChannelIngressQueue<P> & {
  /** Is this event stored, in whatever state? */
  holds(id: string): boolean;
  /** The events that wait or are being handled. */
  held(): Held;
  /**
   * Changes the events that hold the words of a message, whether they wait or are being handled.
   *
   * @param change returns undefined if a row stays as it is
   * @returns the ids of the events that were changed, or that already had the change
   */
  amend(messageId: string, change: (payload: P, id: string) => P | undefined): string[];
  /** The event as it is stored now; undefined once it is done. */
  payloadOf(id: string): P | undefined;
  /** Stores an event for which nothing is left to do. */
  record(id: string): void;
};

export interface Held {
  readonly events: number;
  readonly bytes: number;
}

/** The condition of a change: the row has the given claim, or none. */
const HELD = "status IN ('pending', 'claimed')";
const UNCLAIMED = "status = 'pending'";
const CLAIMED_BY = "status = 'claimed' AND claim_token = ?";
const CLAIMS = `SELECT ${SLIP}, claim_token, claim_owner, claimed_at FROM ingress WHERE status = 'claimed'`;
const UNCLAIM = 'claim_token = NULL, claim_owner = NULL, claimed_at = NULL';

/**
 * The durable queue of one account, in a SQLite file of our own. OpenClaw gives its own store to bundled and official
 * plugins only (`PLUGIN_TRUST_REFUSED`), but its ingress monitor takes any object of this type; the semantics follow
 * its src/channels/message/ingress-queue.ts. One differs: `listPending` returns only the events that may be handled
 * next. The drain asks with each pass for all that wait, only to find these.
 */
export function openQueue<P>(options: QueueOptions<P>): IngressQueue<P> {
  const { store, clock, token, urgencyOf = () => URGENCY.unclear, busyLanes = () => [], interrupts, ...rest } = options;
  const { wordsIn = () => undefined, ...name } = rest;
  const { db, transaction } = store;
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const change = (sql: string, ...values: SQLInputValue[]) => Number(prepared(sql).run(...values).changes);
  const find = (id: string) => prepared('SELECT * FROM ingress WHERE id = ?').get(id) as Row | undefined;
  const payloadOf = (id: string) => () => find(id)?.payload ?? null;
  const recordOf = (slip: Slip) => toRecord<P>(name, onTime(slip, clock()), payloadOf(slip.id));
  const claims = (sql: string, ...values: SQLInputValue[]) =>
    (prepared(sql).all(...values) as unknown as ClaimSlip[]).map((slip) => toClaim<P>(name, slip, payloadOf(slip.id)));
  const candidates = openCandidates(db, {
    clock,
    busyLanes,
    interrupts: (slip) => interrupts?.(recordOf(slip)) ?? false,
  });
  const prune = openPrune(db, clock);

  /** One guarded change of one row; false when it is no longer ours to change. */
  function settle(target: Target, set: string, ...values: SQLInputValue[]): boolean {
    const { id, claimed } = aim(target);
    const guard = claimed ? CLAIMED_BY : UNCLAIMED;
    const guarded = claimed ? [id, claimed] : [id];
    return change(`UPDATE ingress SET ${set} WHERE id = ? AND ${guard}`, ...values, ...guarded) > 0;
  }

  function claim(id: string, ownerId: string | undefined) {
    const now = clock();
    const set = "status = 'claimed', claim_token = ?, claim_owner = ?, claimed_at = ?, updated_at = ?";
    const taken = settle(id, set, token(), ownerId ?? String(process.pid), now, now) ? find(id) : undefined;
    return taken ? toClaim<P>(name, taken, () => taken.payload) : null;
  }

  const release: ChannelIngressQueue<P>['release'] = async (target, options = {}) => {
    const { lastError, releasedAt = clock(), recordAttempt = true } = options;
    const set = `status = 'pending', ${UNCLAIM}, attempts = attempts + ?,
      last_attempt_at = coalesce(?, last_attempt_at), last_error = coalesce(?, last_error), updated_at = ?`;
    const attempt = recordAttempt ? 1 : 0;
    return settle(target, set, attempt, recordAttempt ? releasedAt : null, lastError ?? null, releasedAt);
  };

  return {
    holds: (id) => prepared('SELECT 1 FROM ingress WHERE id = ?').get(id) !== undefined,
    held: () => prepared('SELECT events, bytes FROM held').get() as unknown as Held,

    amend(messageId, alter) {
      const found = prepared(`SELECT id, payload FROM ingress WHERE message_id = ? AND ${HELD} ORDER BY seq`);
      return transaction(() => {
        const rows = found.all(messageId) as unknown as Pick<Row, 'id' | 'payload'>[];
        return rows.flatMap(({ id, payload }) => {
          const next = alter(JSON.parse(payload ?? 'null'), id);
          if (next === undefined) return [];
          const set = `UPDATE ingress SET payload = ?, urgency = ? WHERE id = ? AND ${HELD}`;
          change(set, JSON.stringify(next), urgencyOf(next), id);
          return [id];
        });
      });
    },

    payloadOf(id) {
      const payload = prepared(`SELECT payload FROM ingress WHERE id = ? AND ${HELD}`).get(id)?.['payload'];
      return typeof payload === 'string' ? (JSON.parse(payload) as P) : undefined;
    },

    record(id) {
      const now = clock();
      const set = `INSERT INTO ingress (id, status, received_at, updated_at, ended_at) VALUES (?, 'completed', ?, ?, ?)
        ON CONFLICT (id) DO NOTHING`;
      change(set, id, now, now, now);
    },

    async enqueue(id, payload, { metadata, receivedAt = clock(), laneKey = id } = {}) {
      const inserted = change(
        `INSERT INTO ingress (id, status, lane, payload, metadata, received_at, updated_at, urgency, message_id)
         VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        ...[id, laneKey, JSON.stringify(payload), json(metadata), receivedAt, clock(), urgencyOf(payload)],
        wordsIn(payload) ?? null,
      );
      const row = find(id);
      if (!row) throw new Error(`event ${id} vanished while it was stored`);
      if (inserted === 0) return toDuplicate<P>(name, row);
      return { kind: 'accepted', duplicate: false, record: recordOf(row) };
    },

    async listPending({ limit = 100, orderBy } = {}) {
      const next = candidates();
      if (orderBy === 'id') next.sort((a, b) => (a.id < b.id ? -1 : 1));
      return next.slice(0, limit === 'all' ? next.length : limit).map(recordOf);
    },

    listClaims: async () => claims(`${CLAIMS} ORDER BY seq`),

    async claimNext({ ownerId, blockedLaneKeys = [], scanLimit = 100, candidateIds } = {}) {
      const blocked = new Set(blockedLaneKeys);
      let scanned = 0;
      for (const id of candidateIds ?? candidates().map((slip) => slip.id)) {
        if (scanned++ >= scanLimit) return null;
        const lane = prepared("SELECT lane FROM ingress WHERE id = ? AND status = 'pending'").get(id)?.['lane'];
        if (typeof lane !== 'string' || blocked.has(lane)) continue;
        const claimed = claim(id, ownerId);
        if (claimed) return claimed;
      }
      return null;
    },

    claim: async (id, { ownerId } = {}) => claim(id, ownerId),

    async refreshClaim(ref, { refreshedAt = clock() } = {}) {
      return settle(ref, 'claimed_at = ?, updated_at = ?', refreshedAt, refreshedAt);
    },

    async complete(target, { completedAt = clock() } = {}) {
      const set = `status = 'completed', payload = NULL, metadata = NULL, ${UNCLAIM}, last_error = NULL,
        ended_at = ?, updated_at = ?`;
      return settle(target, set, completedAt, completedAt);
    },

    release,

    async fail(target, { reason, message, failedAt = clock() }) {
      const set = `status = 'failed', ${UNCLAIM}, failure = ?, last_error = ?, ended_at = ?, updated_at = ?`;
      return settle(target, set, reason, message ?? null, failedAt, failedAt);
    },

    async delete(target) {
      const { id, claimed } = aim(target);
      if (claimed) return change('DELETE FROM ingress WHERE id = ? AND claim_token = ?', id, claimed) > 0;
      return change('DELETE FROM ingress WHERE id = ?', id) > 0;
    },

    async recoverStaleClaims({ staleMs = 0, now = clock(), shouldRecover } = {}) {
      let recovered = 0;
      // A claim in the future means that the clock was set back. `shouldRecover` decides by its owner.
      for (const stale of claims(`${CLAIMS} AND (claimed_at <= ? OR claimed_at > ?)`, now - staleMs, now)) {
        if (shouldRecover && !(await shouldRecover(stale))) continue;
        if (await release(stale, { releasedAt: now })) recovered++;
      }
      return recovered;
    },

    prune: async (limits) => prune(limits),
  };
}

type Target = string | { readonly id: string; readonly claim?: { readonly token: string } };

function aim(target: Target): { id: string; claimed: string | undefined } {
  return typeof target === 'string'
    ? { id: target, claimed: undefined }
    : { id: target.id, claimed: target.claim?.token };
}

/** An attempt in the future means that the clock was set back: the next attempt need not wait for that time. */
function onTime(slip: Slip, now: number): Slip {
  return slip.last_attempt_at !== null && slip.last_attempt_at > now ? { ...slip, last_attempt_at: null } : slip;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
