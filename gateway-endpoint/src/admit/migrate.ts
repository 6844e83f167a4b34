import type { DatabaseSync } from 'node:sqlite';

/** Each step takes a file from the version that is its index to the next. A step that was released is never changed. */
const STEPS = [
  // 0.1.0 read all waiting rows to find the next one. `urgency` is that of `urgency.ts`; older rows do not have it.
  `
  ALTER TABLE ingress ADD COLUMN urgency INTEGER NOT NULL DEFAULT 2;
  UPDATE ingress SET lane = id WHERE lane IS NULL;

  DROP INDEX IF EXISTS ingress_by_status;
  CREATE INDEX ingress_ended ON ingress (status, updated_at, seq);
  CREATE INDEX ingress_waiting ON ingress (lane, seq) WHERE status = 'pending';
  CREATE INDEX ingress_urgent ON ingress (lane, urgency, seq) WHERE status = 'pending' AND urgency > 0;
  CREATE INDEX ingress_claimed ON ingress (lane, seq) WHERE status = 'claimed';

  CREATE TABLE heads (seq INTEGER PRIMARY KEY, lane TEXT NOT NULL UNIQUE) STRICT;
  INSERT INTO heads (seq, lane) SELECT min(seq), lane FROM ingress WHERE status = 'pending' GROUP BY lane;

  CREATE TABLE held (events INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
  INSERT INTO held SELECT count(*), coalesce(sum(octet_length(payload)), 0)
    FROM ingress WHERE status IN ('pending', 'claimed');

  CREATE TRIGGER ingress_added AFTER INSERT ON ingress WHEN NEW.status IN ('pending', 'claimed') BEGIN
    UPDATE held SET events = events + 1, bytes = bytes + coalesce(octet_length(NEW.payload), 0);
    INSERT INTO heads (seq, lane) SELECT NEW.seq, NEW.lane WHERE NEW.status = 'pending' ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER ingress_moved AFTER UPDATE OF status ON ingress WHEN NEW.status <> OLD.status BEGIN
    UPDATE held SET
      events = events + (NEW.status IN ('pending', 'claimed')) - (OLD.status IN ('pending', 'claimed')),
      bytes = bytes + (NEW.status IN ('pending', 'claimed')) * coalesce(octet_length(NEW.payload), 0)
        - (OLD.status IN ('pending', 'claimed')) * coalesce(octet_length(OLD.payload), 0);
    DELETE FROM heads WHERE lane = NEW.lane;
    INSERT INTO heads (seq, lane)
      SELECT seq, lane FROM ingress WHERE lane = NEW.lane AND status = 'pending' ORDER BY seq LIMIT 1;
  END;
  CREATE TRIGGER ingress_removed AFTER DELETE ON ingress WHEN OLD.status IN ('pending', 'claimed') BEGIN
    UPDATE held SET events = events - 1, bytes = bytes - coalesce(octet_length(OLD.payload), 0);
    DELETE FROM heads WHERE lane = OLD.lane;
    INSERT INTO heads (seq, lane)
      SELECT seq, lane FROM ingress WHERE lane = OLD.lane AND status = 'pending' ORDER BY seq LIMIT 1;
  END;
  `,
  // A change of a message is taken into its event that waits.
  `
  ALTER TABLE ingress ADD COLUMN message_id TEXT;
  UPDATE ingress SET message_id = json_extract(payload, '$.item.event.message.id')
    WHERE status IN ('pending', 'claimed') AND json_valid(payload)
      AND json_extract(payload, '$.item.event.type') IN ('message.sent', 'message.updated');
  CREATE INDEX ingress_about ON ingress (message_id, seq)
    WHERE status IN ('pending', 'claimed') AND message_id IS NOT NULL;

  CREATE TRIGGER ingress_amended AFTER UPDATE OF payload ON ingress
    WHEN NEW.status = OLD.status AND NEW.status IN ('pending', 'claimed') BEGIN
    UPDATE held SET bytes = bytes + coalesce(octet_length(NEW.payload), 0) - coalesce(octet_length(OLD.payload), 0);
  END;
  `,
];

/**
 * Brings a file to the present shape. Triggers keep the counts and the first of each lane, so that they stay right when
 * `openclaw rocketchat retry`, or a 0.1.0 that is put back, writes to the file.
 */
export function migrate(db: DatabaseSync): void {
  if (versionOf(db) >= STEPS.length) return;
  // The gateway and the CLI may both open a file that is old: the second one finds it done.
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of STEPS.slice(versionOf(db))) db.exec(step);
    db.exec(`PRAGMA user_version = ${STEPS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
