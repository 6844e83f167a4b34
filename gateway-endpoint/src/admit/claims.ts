import type { SQLInputValue } from 'node:sqlite';
import type { ChannelIngressQueue } from 'openclaw/plugin-sdk/channel-outbound';
import type { IngressTable } from './ingress-table.ts';
import type { ClaimHeader, Records } from './records.ts';
import { HEADER_COLUMNS, type RowHeader } from './rows.ts';

/** The part of the queue in which an event is claimed, released and brought to its end. */
export type Claims<P> = Omit<ChannelIngressQueue<P>, 'enqueue' | 'listPending' | 'prune'>;

interface Needs<P> {
  readonly table: IngressTable;
  readonly records: Records<P>;
  /** The events that may be handled next. */
  readonly candidates: () => readonly RowHeader[];
  readonly clock: () => number;
  /** A new claim token. */
  readonly token: () => string;
}

/** The condition of a change: the row has the given claim, or none. */
const UNCLAIMED = "status = 'pending'";
const CLAIMED_BY = "status = 'claimed' AND claim_token = ?";
const CLAIMS = `SELECT ${HEADER_COLUMNS}, claim_token, claim_owner, claimed_at FROM ingress WHERE status = 'claimed'`;
const UNCLAIM = 'claim_token = NULL, claim_owner = NULL, claimed_at = NULL';

export function openClaims<P>({ table, records, candidates, clock, token }: Needs<P>): Claims<P> {
  /** One guarded change of one row; false when it is no longer ours to change. */
  function settle(target: Target, set: string, ...values: SQLInputValue[]): boolean {
    const { id, claimed } = aim(target);
    const guard = claimed ? CLAIMED_BY : UNCLAIMED;
    const guarded = claimed ? [id, claimed] : [id];
    return table.change(`UPDATE ingress SET ${set} WHERE id = ? AND ${guard}`, ...values, ...guarded) > 0;
  }

  function claim(id: string, ownerId: string | undefined) {
    const now = clock();
    const set = "status = 'claimed', claim_token = ?, claim_owner = ?, claimed_at = ?, updated_at = ?";
    const taken = settle(id, set, token(), ownerId ?? String(process.pid), now, now) ? table.find(id) : undefined;
    return taken ? records.ofClaimedRow(taken) : null;
  }

  const release: Claims<P>['release'] = async (target, options = {}) => {
    const { lastError, releasedAt = clock(), recordAttempt = true } = options;
    const set = `status = 'pending', ${UNCLAIM}, attempts = attempts + ?,
      last_attempt_at = coalesce(?, last_attempt_at), last_error = coalesce(?, last_error), updated_at = ?`;
    const attempt = recordAttempt ? 1 : 0;
    return settle(target, set, attempt, recordAttempt ? releasedAt : null, lastError ?? null, releasedAt);
  };

  return {
    release,
    listClaims: async () => table.all<ClaimHeader>(`${CLAIMS} ORDER BY seq`).map(records.ofClaim),
    claim: async (id, { ownerId } = {}) => claim(id, ownerId),

    async claimNext({ ownerId, blockedLaneKeys = [], scanLimit = 100, candidateIds } = {}) {
      const blocked = new Set(blockedLaneKeys);
      let scanned = 0;
      for (const id of candidateIds ?? candidates().map((header) => header.id)) {
        if (scanned++ >= scanLimit) return null;
        const waiting = "SELECT lane FROM ingress WHERE id = ? AND status = 'pending'";
        const lane = table.first<Pick<RowHeader, 'lane'>>(waiting, id)?.lane;
        if (typeof lane !== 'string' || blocked.has(lane)) continue;
        const claimed = claim(id, ownerId);
        if (claimed) return claimed;
      }
      return null;
    },

    async refreshClaim(ref, { refreshedAt = clock() } = {}) {
      return settle(ref, 'claimed_at = ?, updated_at = ?', refreshedAt, refreshedAt);
    },

    async recoverStaleClaims({ staleMs = 0, now = clock(), shouldRecover } = {}) {
      // A claim in the future means that the clock was set back. `shouldRecover` decides by its owner.
      const stale = `${CLAIMS} AND (claimed_at <= ? OR claimed_at > ?)`;
      let recovered = 0;
      for (const each of table.all<ClaimHeader>(stale, now - staleMs, now).map(records.ofClaim)) {
        if (shouldRecover && !(await shouldRecover(each))) continue;
        if (await release(each, { releasedAt: now })) recovered++;
      }
      return recovered;
    },

    async complete(target, { completedAt = clock() } = {}) {
      const set = `status = 'completed', payload = NULL, metadata = NULL, ${UNCLAIM}, last_error = NULL,
        ended_at = ?, updated_at = ?`;
      return settle(target, set, completedAt, completedAt);
    },

    async fail(target, { reason, message, failedAt = clock() }) {
      const set = `status = 'failed', ${UNCLAIM}, failure = ?, last_error = ?, ended_at = ?, updated_at = ?`;
      return settle(target, set, reason, message ?? null, failedAt, failedAt);
    },

    async delete(target) {
      const { id, claimed } = aim(target);
      if (claimed) return table.change('DELETE FROM ingress WHERE id = ? AND claim_token = ?', id, claimed) > 0;
      return table.change('DELETE FROM ingress WHERE id = ?', id) > 0;
    },
  };
}

/** An event that has no claim, or one claim of it. */
type Target = string | { readonly id: string; readonly claim?: { readonly token: string } };

function aim(target: Target): { id: string; claimed: string | undefined } {
  return typeof target === 'string'
    ? { id: target, claimed: undefined }
    : { id: target.id, claimed: target.claim?.token };
}
