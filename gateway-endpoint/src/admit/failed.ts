import type { Room } from '@rocketchat-openclaw/shared';
import type { Store } from '../store/store.ts';
import { Admitted } from './admitted.ts';
import type { Row } from './rows.ts';

/** An event that was given up: it met an error that lasts, or was tried for a day. */
export interface FailedEvent {
  readonly id: string;
  /** As far as it can still be read. */
  readonly room: Room | undefined;
  /** When it was given up, in milliseconds. */
  readonly at: number;
  readonly why: string;
}

/**
 * The events of an account that were given up. The CLI uses this beside the gateway: SQLite lets both open the file.
 */
export interface FailedEvents {
  /** The latest first. */
  list(): FailedEvent[];
  /**
   * Makes them wait as if they had just come. The gateway finds them within a second.
   *
   * @param id absent for all of them
   * @returns how many there were
   */
  retry(id?: string): number;
}

/** The state of a new event. The operator asks for it now, so it is not late. */
const AGAIN = `
  UPDATE ingress SET status = 'pending', attempts = 0, last_attempt_at = NULL, last_error = NULL, failure = NULL,
    ended_at = NULL, received_at = $now, updated_at = $now,
    payload = CASE WHEN json_valid(payload) THEN json_set(payload, '$.item.retriedAt', $now) ELSE payload END
  WHERE status = 'failed' AND ($id IS NULL OR id = $id)
`;

export function openFailed({ db }: Pick<Store, 'db'>, clock: () => number): FailedEvents {
  return {
    list: () =>
      (
        db
          .prepare("SELECT * FROM ingress WHERE status = 'failed' ORDER BY ended_at DESC, seq DESC")
          .all() as unknown as Row[]
      ).map(toFailed),
    retry: (id) => Number(db.prepare(AGAIN).run({ $now: clock(), $id: id ?? null }).changes),
  };
}

function toFailed({ id, payload, failure, last_error, ended_at }: Row): FailedEvent {
  const why = [failure, last_error].filter(Boolean).join(': ');
  return { id, room: roomIn(payload), at: ended_at ?? 0, why };
}

function roomIn(payload: string | null): FailedEvent['room'] {
  try {
    const { event } = Admitted.parse(JSON.parse(payload ?? '').item);
    return 'room' in event ? event.room : undefined;
  } catch {
    return undefined;
  }
}
