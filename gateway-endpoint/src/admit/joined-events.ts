import type { IngressTable } from './ingress-table.ts';

/** The events that have taken others in (`collect`). They are few, and the words of the others stand in their rows. */
export interface JoinedEvents {
  /** This event has taken others in. */
  note(id: string): void;
  /** The ids of the events that hold the words of a message in this way, and are not done. */
  idsOf(messageId: string): string[];
}

const HELD = "status IN ('pending', 'claimed')";

/** @param messagesIn the messages whose words a payload has taken in */
export function openJoinedEvents<P>(table: IngressTable, messagesIn: (payload: P) => readonly string[]): JoinedEvents {
  const before = `SELECT id FROM ingress WHERE ${HELD} AND instr(payload, '"joined":[{') > 0 ORDER BY seq`;
  const heads = new Set(table.all<{ id: string }>(before).map(({ id }) => id));
  const held = `SELECT payload FROM ingress WHERE id = ? AND ${HELD}`;
  return {
    note: (id) => void heads.add(id),
    idsOf: (messageId) =>
      [...heads].filter((id) => {
        const payload = table.first<{ payload: string | null }>(held, id)?.payload;
        if (typeof payload !== 'string') heads.delete(id);
        return typeof payload === 'string' && messagesIn(JSON.parse(payload) as P).includes(messageId);
      }),
  };
}
