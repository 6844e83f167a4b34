import type { Store } from '../../store/store.ts';

/** A message that came too late. */
export interface Missing {
  readonly eventId: string;
  readonly messageId?: string;
  readonly roomId: string;
  readonly at: number;
}

/** A room that is owed a line, as its row says. */
export interface Due {
  readonly room_id: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly noted_at: number;
  readonly event_id: string;
}

/** Which messages came too late, on disk, because their events are done with when they are noted. */
export interface Missed {
  note(missing: Missing, now: number): void;
  /** Rooms in which the last one was noted by `quiet`. Clocks are set back, so what lies in the future counts as well. */
  due(quiet: number, now: number): Due[];
  forget(messageId: string, roomId: string): void;
  /** All of a room that were noted until then. */
  forgetUntil(roomId: string, until: number): void;
}

/** For one room. A trigger counts each as they come: thousands that wait while a workspace is away are not read each second. */
const COUNT_ANEW = `
  INSERT OR REPLACE INTO missed_rooms
  SELECT room_id, count(*), min(at), max(at), max(noted_at), min(event_id)
  FROM missed WHERE room_id = $room GROUP BY room_id
`;

export function openMissed({ db, transaction }: Store): Missed {
  const add = db.prepare(
    'INSERT INTO missed (event_id, room_id, at, noted_at, message_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const waiting = db.prepare('SELECT * FROM missed_rooms WHERE noted_at <= $quiet OR noted_at > $now');
  const remove = db.prepare('DELETE FROM missed WHERE room_id = ? AND noted_at <= ?');
  const removeOne = db.prepare('DELETE FROM missed WHERE message_id = ? AND room_id = ?');
  const removeRoom = db.prepare('DELETE FROM missed_rooms WHERE room_id = ?');
  const countRoom = db.prepare(COUNT_ANEW);

  function countAnew(roomId: string): void {
    removeRoom.run(roomId);
    countRoom.run({ $room: roomId });
  }

  return {
    note: ({ eventId, messageId, roomId, at }, now) => void add.run(eventId, roomId, at, now, messageId ?? null),
    due: (quiet, now) => waiting.all({ $quiet: quiet, $now: now }) as unknown as Due[],
    forget(messageId, roomId) {
      transaction(() => {
        if (Number(removeOne.run(messageId, roomId).changes) > 0) countAnew(roomId);
      });
    },
    forgetUntil(roomId, until) {
      transaction(() => {
        remove.run(roomId, until);
        countAnew(roomId);
      });
    },
  };
}
