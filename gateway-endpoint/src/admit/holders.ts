import type { IngressTable } from './ingress-table.ts';
import { HELD } from './rows.ts';

/**
 * The events that hold the words of a message, and are not done: that of the message, and one that has taken it in (`collect`).
 * Of the second kind there are few, and the words of the others stand in their rows.
 */
export interface Holders {
  /** This event has taken others in. */
  note(id: string): void;
  /** Their ids, oldest first; those that have taken the message in come last. */
  idsOf(messageId: string): string[];
}

/** @param joinedIn the messages whose words a payload has taken in */
export function openHolders<P>(table: IngressTable, joinedIn: (payload: P) => readonly string[]): Holders {
  const idsIn = (sql: string, ...values: string[]) => table.all<{ id: string }>(sql, ...values).map(({ id }) => id);
  // Also those that were given up: an operator may have them tried again, from beside the gateway.
  const before = `SELECT id FROM ingress
    WHERE status IN ('pending', 'claimed', 'failed') AND instr(payload, '"joined":[{') > 0 ORDER BY seq`;
  const heads = new Set(idsIn(before));
  const own = `SELECT id FROM ingress WHERE message_id = ? AND ${HELD} ORDER BY seq`;
  const stored = `SELECT payload, ${HELD} AS is_held FROM ingress WHERE id = ?`;

  function hasTakenIn(id: string, messageId: string): boolean {
    const row = table.first<{ payload: string | null; is_held: number }>(stored, id);
    if (typeof row?.payload !== 'string') heads.delete(id);
    if (typeof row?.payload !== 'string' || !row.is_held) return false;
    return joinedIn(JSON.parse(row.payload) as P).includes(messageId);
  }

  return {
    note: (id) => void heads.add(id),
    idsOf: (messageId) => [...idsIn(own, messageId), ...[...heads].filter((id) => hasTakenIn(id, messageId))],
  };
}
