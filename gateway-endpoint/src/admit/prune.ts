import type { DatabaseSync } from 'node:sqlite';
import type { ChannelIngressQueue } from 'openclaw/plugin-sdk/channel-outbound';

type Limits = NonNullable<Parameters<ChannelIngressQueue<unknown>['prune']>[0]>;

/** Removes what is too old, then what is too many: the oldest first. @returns how many */
export function openPrune(db: DatabaseSync, clock: () => number): (limits?: Limits) => number {
  const doomed = 'DELETE FROM ingress WHERE status = $status AND id NOT IN (SELECT value FROM json_each($kept))';
  const tooOld = db.prepare(`${doomed} AND updated_at < $before`);
  const tooMany = db.prepare(`${doomed} AND (updated_at, seq) <= (
    SELECT updated_at, seq FROM ingress WHERE status = $status ORDER BY updated_at DESC, seq DESC LIMIT 1 OFFSET $most)`);

  return ({ now = clock(), protectIds = [], ...limits } = {}) => {
    const $kept = JSON.stringify([...protectIds]);
    const pruneStatus = ($status: string, ttlMs: number | undefined, $most: number | undefined) => {
      const old = ttlMs === undefined ? 0 : tooOld.run({ $status, $kept, $before: now - ttlMs }).changes;
      const many = $most === undefined ? 0 : tooMany.run({ $status, $kept, $most }).changes;
      return Number(old) + Number(many);
    };
    return (
      pruneStatus('pending', limits.pendingTtlMs, limits.pendingMaxEntries) +
      pruneStatus('completed', limits.completedTtlMs, limits.completedMaxEntries) +
      pruneStatus('failed', limits.failedTtlMs, limits.failedMaxEntries)
    );
  };
}
