import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ChannelIngressQueue, ChannelIngressQueueRecord } from 'openclaw/plugin-sdk/channel-outbound';
import { type QueueName, toClaim, toDuplicate, toRecord } from './records.ts';
import { openTable, type Row } from './table.ts';

export interface QueueOptions<P> extends QueueName {
  readonly path: string;
  readonly clock: () => number;
  /** A new claim token. */
  readonly token: () => string;
  /** Not to be handled yet, although its lane is free for OpenClaw. */
  readonly isHeld?: (record: ChannelIngressQueueRecord<P>) => boolean;
}

export type IngressQueue<P> = ChannelIngressQueue<P> & {
  /** Is this event stored, in whatever state? */
  holds(id: string): boolean;
  close(): void;
};

/** Where a change applies: to the claim that is named, or without one to a row nobody has claimed. */
const UNCLAIMED = "status = 'pending'";
const CLAIMED_BY = "status = 'claimed' AND claim_token = ?";
const UNCLAIM = 'claim_token = NULL, claim_owner = NULL, claimed_at = NULL';

/**
 * The durable queue of one account on a SQLite file of our own. OpenClaw gives its own store to bundled and official
 * plugins only (`PLUGIN_TRUST_REFUSED`), but its ingress monitor takes any object of this type; the semantics follow
 * its src/channels/message/ingress-queue.ts.
 */
export function openQueue<P>({ path, clock, token, isHeld = () => false, ...name }: QueueOptions<P>): IngressQueue<P> {
  const db = openTable(path);
  const find = (id: string) => db.prepare('SELECT * FROM ingress WHERE id = ?').get(id) as Row | undefined;
  const change = (sql: string, ...values: SQLInputValue[]) => Number(db.prepare(sql).run(...values).changes);
  const list = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values) as unknown as Row[];

  /** One guarded change of one row; false when it is no longer ours to change. */
  function settle(target: Target, set: string, ...values: SQLInputValue[]): boolean {
    const { id, claimed } = aim(target);
    const guard = claimed ? CLAIMED_BY : UNCLAIMED;
    const guarded = claimed ? [id, claimed] : [id];
    return change(`UPDATE ingress SET ${set} WHERE id = ? AND ${guard}`, ...values, ...guarded) > 0;
  }

  function claim(row: Row, ownerId: string | undefined, lane: string | null): Row | undefined {
    const now = clock();
    const taken = settle(
      row.id,
      "status = 'claimed', claim_token = ?, claim_owner = ?, claimed_at = ?, updated_at = ?, lane = ?",
      ...[token(), ownerId ?? String(process.pid), now, now, lane],
    );
    return taken ? find(row.id) : undefined;
  }

  const release: ChannelIngressQueue<P>['release'] = async (target, options = {}) => {
    const { lastError, releasedAt = clock(), recordAttempt = true } = options;
    const set = `status = 'pending', ${UNCLAIM}, attempts = attempts + ?,
      last_attempt_at = coalesce(?, last_attempt_at), last_error = coalesce(?, last_error), updated_at = ?`;
    const attempt = recordAttempt ? 1 : 0;
    return settle(target, set, attempt, recordAttempt ? releasedAt : null, lastError ?? null, releasedAt);
  };

  return {
    holds: (id) => find(id) !== undefined,
    close: () => db.close(),

    async enqueue(id, payload, { metadata, receivedAt = clock(), laneKey } = {}) {
      const inserted = change(
        `INSERT INTO ingress (id, status, lane, payload, metadata, received_at, updated_at)
         VALUES (?, 'pending', ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        ...[id, laneKey ?? null, JSON.stringify(payload), json(metadata), receivedAt, clock()],
      );
      const row = find(id);
      if (!row) throw new Error(`event ${id} vanished while it was stored`);
      if (inserted === 0) return toDuplicate<P>(name, row);
      return { kind: 'accepted', duplicate: false, record: toRecord<P>(name, row) };
    },

    async listPending({ limit = 100, orderBy } = {}) {
      const rows = db.prepare(`SELECT * FROM ingress WHERE status = 'pending' ORDER BY ${order(orderBy)}`).iterate();
      const most = limit === 'all' ? Number.POSITIVE_INFINITY : limit;
      const found: ChannelIngressQueueRecord<P>[] = [];
      // The drain claims only what it has seen here. What is held does not count: a busy room must not hide the others.
      for (const row of rows) {
        if (found.length >= most) break;
        const record = toRecord<P>(name, onTime(row as unknown as Row, clock()));
        if (!isHeld(record)) found.push(record);
      }
      return found;
    },

    async listClaims() {
      const rows = list("SELECT * FROM ingress WHERE status = 'claimed' ORDER BY seq");
      return rows.map((row) => toClaim<P>(name, row));
    },

    async claimNext({ ownerId, blockedLaneKeys = [], orderBy, scanLimit = 100, candidateIds, deriveLaneKey } = {}) {
      const blocked = new Set(blockedLaneKeys);
      const candidates = candidateIds && new Set(candidateIds);
      const pending = `SELECT * FROM ingress WHERE status = 'pending' ORDER BY ${order(orderBy)}`;
      let scanned = 0;
      for (const row of db.prepare(pending).all() as unknown as Row[]) {
        if (candidates && !candidates.has(row.id)) continue;
        if (scanned++ >= scanLimit) return null;
        const lane = row.lane ?? deriveLaneKey?.(toRecord<P>(name, row)) ?? null;
        if (lane !== null && blocked.has(lane)) continue;
        const claimed = claim(row, ownerId, lane);
        if (claimed) return toClaim<P>(name, claimed);
      }
      return null;
    },

    async claim(id, { ownerId } = {}) {
      const row = find(id);
      const claimed = row && claim(row, ownerId, row.lane);
      return claimed ? toClaim<P>(name, claimed) : null;
    },

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
      // Claimed in what is the future now: the clock was set back. Whose it is, `shouldRecover` knows.
      const old = "SELECT * FROM ingress WHERE status = 'claimed' AND (claimed_at <= ? OR claimed_at > ?)";
      for (const row of list(old, now - staleMs, now)) {
        const stale = toClaim<P>(name, row);
        if (shouldRecover && !(await shouldRecover(stale))) continue;
        if (await release(stale, { releasedAt: now })) recovered++;
      }
      return recovered;
    },

    async prune({ now = clock(), protectIds = [], ...limits } = {}) {
      const kept = JSON.stringify([...protectIds]);
      return (
        pruneStatus(db, 'pending', limits.pendingTtlMs, limits.pendingMaxEntries, now, kept) +
        pruneStatus(db, 'completed', limits.completedTtlMs, limits.completedMaxEntries, now, kept) +
        pruneStatus(db, 'failed', limits.failedTtlMs, limits.failedMaxEntries, now, kept)
      );
    },
  };
}

type Target = string | { readonly id: string; readonly claim?: { readonly token: string } };

function aim(target: Target): { id: string; claimed: string | undefined } {
  return typeof target === 'string'
    ? { id: target, claimed: undefined }
    : { id: target.id, claimed: target.claim?.token };
}

/** Tried in what is the future now: the clock was set back, and the next attempt need not wait until it is there again. */
function onTime(row: Row, now: number): Row {
  return row.last_attempt_at !== null && row.last_attempt_at > now ? { ...row, last_attempt_at: null } : row;
}

function order(by: 'received' | 'id' | undefined): string {
  return by === 'id' ? 'id' : 'seq';
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** Removes what is too old, then what is too many: the oldest first. */
function pruneStatus(
  db: DatabaseSync,
  status: Row['status'],
  ttlMs: number | undefined,
  maxEntries: number | undefined,
  now: number,
  kept: string,
): number {
  const doomed = `DELETE FROM ingress WHERE status = ? AND id NOT IN (SELECT value FROM json_each(?))`;
  const old =
    ttlMs === undefined ? undefined : db.prepare(`${doomed} AND updated_at < ?`).run(status, kept, now - ttlMs);
  const many =
    maxEntries === undefined
      ? undefined
      : db
          .prepare(
            `${doomed} AND seq NOT IN (SELECT seq FROM ingress WHERE status = ? ORDER BY updated_at DESC, seq DESC LIMIT ?)`,
          )
          .run(status, kept, status, maxEntries);
  return Number(old?.changes ?? 0) + Number(many?.changes ?? 0);
}
