/**
 * Counts that survive a restart. Triggers count what the queue itself sees, in the row that they write anyway
 * (`held`): so no transaction is added, and the counts are exact after a crash, too.
 */
const COUNTS = `
  ALTER TABLE held ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE held ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE held ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
  CREATE TRIGGER ingress_counted AFTER INSERT ON ingress BEGIN
    UPDATE held SET received = received + 1;
  END;
  CREATE TRIGGER ingress_failed AFTER UPDATE OF attempts ON ingress
    WHEN NEW.attempts > OLD.attempts AND NEW.last_error IS NOT NULL BEGIN
    UPDATE held SET failed = failed + 1;
  END;
  CREATE TRIGGER ingress_given_up AFTER UPDATE OF status ON ingress
    WHEN NEW.status = 'failed' AND OLD.status <> 'failed' BEGIN
    UPDATE held SET given_up = given_up + 1;
  END;
`;

/** One row in `runs`; in `ways` one for each direction that has been used. Times are in milliseconds since 1970. */
const RUNS = `
  CREATE TABLE runs (
    -- Since when it is counted.
    since INTEGER,
    -- Of the last start of the account.
    started_at INTEGER,
    answered INTEGER NOT NULL DEFAULT 0,
    commands INTEGER NOT NULL DEFAULT 0,
    commands_failed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO runs DEFAULT VALUES;

  CREATE TABLE ways (
    way TEXT PRIMARY KEY CHECK (way IN ('in', 'out')),
    last_at INTEGER,
    -- When the last failure began.
    failed_at INTEGER,
    why TEXT
  ) STRICT, WITHOUT ROWID;
`;

/** The last deliveries and commands, with ids and without texts. Only so many of each way are kept. */
const LOGBOOK = `
  CREATE TABLE logbook (
    seq INTEGER PRIMARY KEY,
    way TEXT NOT NULL CHECK (way IN ('in', 'out')),
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    room_id TEXT,
    outcome TEXT NOT NULL,
    reason TEXT,
    ms INTEGER,
    -- The event that a command answers.
    event_id TEXT
  ) STRICT;
  CREATE INDEX logbook_by_way ON logbook (way, seq);
  CREATE INDEX logbook_by_id ON logbook (id);
  CREATE INDEX logbook_by_event ON logbook (event_id);
`;

export const LATER_TABLES = [COUNTS, RUNS, LOGBOOK].join('');
