import { AppCallError } from '../../app-client/client.ts';
import { mayPass } from '../../app-client/may-pass.ts';
import { refusedRoomIn } from '../../app-client/refused-room.ts';
import type { Every } from '../../machine.ts';
import type { Sender } from '../../reply/sender.ts';
import { openDatabase } from '../../store/database.ts';
import { lineFor } from './late-line.ts';

/** Remembers which messages were not answered because they came too late, and says so in their rooms: once. */
export interface LateMail {
  note(missed: { eventId: string; messageId?: string; roomId: string; at: number }): void;
  /** It was deleted, or is answered after all: nobody need ask it again. */
  forget(messageId: string, roomId: string): void;
  start(): void;
  /** Notices that are still due come after the next start. */
  stop(): Promise<void>;
  close(): void;
}

export interface LateMailOptions {
  readonly path: string;
  readonly sender: Pick<Sender, 'send'>;
  /** Of the people in the rooms, as far as the operator has told it. */
  readonly timeZone: () => string;
  readonly clock: () => number;
  readonly every: Every;
  /** Ends a line that is on its way. */
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** After an outage messages come one upon the other: a room gets its notice when no more have come for so long. */
export const QUIET_MS = 5_000;

/** Where they trickle in, a room gets a notice no more often than this. */
export const TOLD_EVERY_MS = 60_000;

const LOOK_EVERY_MS = 1_000;

/**
 * On disk, because the events themselves are done with when they are noted. Each room is counted as they come: thousands that
 * wait to be told, while a workspace is away, are not read each second.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS missed (
    event_id TEXT PRIMARY KEY,
    room_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS missed_by_room ON missed (room_id, noted_at, at, event_id);
  CREATE TABLE IF NOT EXISTS missed_rooms (
    room_id TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    event_id TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS missed_added AFTER INSERT ON missed BEGIN
    INSERT INTO missed_rooms VALUES (NEW.room_id, 1, NEW.at, NEW.at, NEW.noted_at, NEW.event_id)
    ON CONFLICT (room_id) DO UPDATE SET count = count + 1, first = min(first, NEW.at), last = max(last, NEW.at),
      noted_at = max(noted_at, NEW.noted_at), event_id = min(event_id, NEW.event_id);
  END;
`;

/** For one room, or for all of them. Rows of a 0.1.0 are counted at the start. */
const COUNT_ANEW = `
  INSERT OR REPLACE INTO missed_rooms
  SELECT room_id, count(*), min(at), max(at), max(noted_at), min(event_id)
  FROM missed WHERE $room IS NULL OR room_id = $room GROUP BY room_id
`;

interface Due {
  readonly room_id: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly noted_at: number;
  readonly event_id: string;
}

export function openLateMail({ path, sender, timeZone, clock, every, signal, log }: LateMailOptions): LateMail {
  const db = openDatabase(path, SCHEMA);
  // 0.1.0 has made the table without it.
  const columns = db.prepare('PRAGMA table_info(missed)').all();
  if (!columns.some(({ name }) => name === 'message_id')) db.exec('ALTER TABLE missed ADD COLUMN message_id TEXT');
  db.exec('CREATE INDEX IF NOT EXISTS missed_by_message ON missed (message_id)');
  const add = db.prepare(
    'INSERT INTO missed (event_id, room_id, at, noted_at, message_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const waiting = db.prepare('SELECT * FROM missed_rooms WHERE noted_at <= $quiet OR noted_at > $now');
  const forget = db.prepare('DELETE FROM missed WHERE room_id = ? AND noted_at <= ?');
  const forgetOne = db.prepare('DELETE FROM missed WHERE message_id = ? AND room_id = ?');
  const forgetRoom = db.prepare('DELETE FROM missed_rooms WHERE room_id = ?');
  const countOne = db.prepare(COUNT_ANEW.replace('$room IS NULL OR ', ''));
  db.exec('DELETE FROM missed_rooms');
  db.prepare(COUNT_ANEW).run({ $room: null });
  /** By room. Clocks are set back, so what lies in the future counts as long ago. */
  const toldAt = new Map<string, number>();
  /** Rooms that were told, and up to when, while the disk does not let us forget it. */
  const told = new Map<string, number>();
  let isStuck = false;
  let rest: (() => void) | undefined;
  let telling: Promise<void> | undefined;

  async function tellRoom({ room_id: roomId, noted_at: until, event_id: event, ...missed }: Due): Promise<void> {
    toldAt.set(roomId, clock());
    try {
      const text = lineFor(missed, clock(), timeZone());
      // A repeat after a crash has the same key, so that the app posts it once.
      await sender.send({ to: { roomId }, text, keyOf: { event, purpose: 'away' }, signal });
      log.info(`room ${roomId}: one line says that ${missed.count} messages came too late`);
    } catch (error) {
      if (signal.aborted) return;
      log.warn(`room ${roomId}: no line could say that ${missed.count} messages came too late: ${String(error)}`);
      if (mayWorkLater(error)) return;
    }
    told.set(roomId, until);
    forgetTold();
  }

  function forgetTold(): void {
    for (const [roomId, until] of told) {
      forget.run(roomId, until);
      forgetRoom.run(roomId);
      countOne.run({ $room: roomId });
      told.delete(roomId);
    }
  }

  const mayBeTold = (roomId: string, now: number) =>
    Math.abs(now - (toldAt.get(roomId) ?? Number.NEGATIVE_INFINITY)) >= TOLD_EVERY_MS;

  async function tellAll(): Promise<void> {
    // First, or a room would be told again.
    forgetTold();
    const now = clock();
    for (const due of waiting.all({ $quiet: now - QUIET_MS, $now: now }) as unknown as Due[]) {
      if (signal.aborted) return;
      if (mayBeTold(due.room_id, clock())) await tellRoom(due);
    }
  }

  return {
    note: ({ eventId, messageId, roomId, at }) => void add.run(eventId, roomId, at, clock(), messageId ?? null),
    forget(messageId, roomId) {
      if (Number(forgetOne.run(messageId, roomId).changes) === 0) return;
      forgetRoom.run(roomId);
      countOne.run({ $room: roomId });
    },
    start() {
      rest = every(LOOK_EVERY_MS, () => {
        telling ??= tellAll()
          .then(() => {
            isStuck = false;
          })
          .catch((error: unknown) => {
            // A disk that is full: later, then.
            if (!isStuck) log.warn(`rooms do not hear for now what came too late: ${String(error)}`);
            isStuck = true;
          })
          .finally(() => {
            telling = undefined;
          });
      });
    },
    async stop() {
      rest?.();
      await telling;
    },
    close: () => db.close(),
  };
}

/** A room that is gone, or closed to us, hears nothing tomorrow either. */
function mayWorkLater(error: unknown): boolean {
  if (refusedRoomIn(error)) return false;
  const cause = error instanceof Error && error.cause instanceof AppCallError ? error.cause : error;
  return !(cause instanceof AppCallError) || mayPass(cause);
}
