/**
 * The tables of the first version of the store, by their users. The counts and the first event of each lane are kept by
 * triggers, so that `openclaw rocketchat retry`, which writes beside the gateway, keeps them right.
 */
const QUEUE = `
  CREATE TABLE ingress (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'claimed', 'completed', 'failed')),
    lane TEXT,
    payload TEXT,
    metadata TEXT,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_attempt_at INTEGER,
    last_error TEXT,
    claim_token TEXT,
    claim_owner TEXT,
    claimed_at INTEGER,
    ended_at INTEGER,
    failure TEXT,
    -- As in admit/urgency.ts; 2 is "unclear".
    urgency INTEGER NOT NULL DEFAULT 2,
    -- Of the message whose words wait.
    message_id TEXT
  ) STRICT;
  CREATE INDEX ingress_ended ON ingress (status, updated_at, seq);
  CREATE INDEX ingress_waiting ON ingress (lane, seq) WHERE status = 'pending';
  CREATE INDEX ingress_urgent ON ingress (lane, urgency, seq) WHERE status = 'pending' AND urgency > 0;
  CREATE INDEX ingress_claimed ON ingress (lane, seq) WHERE status = 'claimed';
  CREATE INDEX ingress_about ON ingress (message_id, seq)
    WHERE status IN ('pending', 'claimed') AND message_id IS NOT NULL;

  CREATE TABLE heads (seq INTEGER PRIMARY KEY, lane TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE held (events INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
  INSERT INTO held VALUES (0, 0);

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
  CREATE TRIGGER ingress_amended AFTER UPDATE OF payload ON ingress
    WHEN NEW.status = OLD.status AND NEW.status IN ('pending', 'claimed') BEGIN
    UPDATE held SET bytes = bytes + coalesce(octet_length(NEW.payload), 0) - coalesce(octet_length(OLD.payload), 0);
  END;
`;

const TURNS = `
  CREATE TABLE turns (
    message_id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL,
    session_key TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX turns_by_session ON turns (session_key, written_at);
  CREATE INDEX turns_by_age ON turns (recorded_at);

  CREATE TABLE begun (
    event_id TEXT PRIMARY KEY,
    lane TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    session_key TEXT NOT NULL,
    has_spoken INTEGER NOT NULL DEFAULT 0,
    process_id TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    -- Came with a backup: it may have ended since.
    is_restored INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
`;

const REPLIES = `
  CREATE TABLE posts (
    message_id TEXT PRIMARY KEY,
    thread_id TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX posts_by_thread ON posts (thread_id, at);
  CREATE INDEX posts_by_age ON posts (at);

  CREATE TABLE cuts (
    key TEXT PRIMARY KEY,
    max_chars INTEGER NOT NULL,
    chunk_mode TEXT NOT NULL,
    table_mode TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cuts_by_age ON cuts (at);

  CREATE TABLE previews (
    key TEXT PRIMARY KEY,
    room_id TEXT NOT NULL,
    message_id TEXT,
    is_abandoned INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE becoming (
    key TEXT PRIMARY KEY REFERENCES previews (key) ON DELETE CASCADE,
    final_key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE answering (
    key TEXT PRIMARY KEY REFERENCES previews (key) ON DELETE CASCADE,
    event_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const LATE_MAIL = `
  CREATE TABLE missed (
    event_id TEXT PRIMARY KEY,
    room_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    message_id TEXT
  ) STRICT;
  CREATE INDEX missed_by_room ON missed (room_id, noted_at, at, event_id);
  CREATE INDEX missed_by_message ON missed (message_id);
  CREATE TABLE missed_rooms (
    room_id TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    event_id TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER missed_added AFTER INSERT ON missed BEGIN
    INSERT INTO missed_rooms VALUES (NEW.room_id, 1, NEW.at, NEW.at, NEW.noted_at, NEW.event_id)
    ON CONFLICT (room_id) DO UPDATE SET count = count + 1, first = min(first, NEW.at), last = max(last, NEW.at),
      noted_at = max(noted_at, NEW.noted_at), event_id = min(event_id, NEW.event_id);
  END;
`;

/** What is on the buttons, who has a form open, and how people have voted. */
const INTERACTIONS = `
  CREATE TABLE cards (
    key TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    subject TEXT,
    room_id TEXT NOT NULL,
    thread_id TEXT,
    message_id TEXT,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    controls TEXT NOT NULL,
    taken_by TEXT,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cards_by_subject ON cards (subject);
  CREATE INDEX cards_by_room ON cards (room_id, issued_at);
  CREATE INDEX cards_by_age ON cards (expires_at);
  CREATE TABLE forms (
    view_id TEXT PRIMARY KEY,
    card_key TEXT NOT NULL REFERENCES cards (key) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    thread_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE polls (
    card_key TEXT PRIMARY KEY REFERENCES cards (key) ON DELETE CASCADE,
    poll TEXT NOT NULL,
    closes_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE votes (
    card_key TEXT NOT NULL REFERENCES cards (key) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    username TEXT NOT NULL,
    event_id TEXT NOT NULL,
    options TEXT NOT NULL,
    PRIMARY KEY (card_key, user_id)
  ) STRICT, WITHOUT ROWID;
`;

const OTHERS = `
  CREATE TABLE waiting (
    user_id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE app_path (
    base_url TEXT PRIMARY KEY,
    path TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** See store/restored.ts. */
const BACKUPS = `
  CREATE TABLE identity (id TEXT NOT NULL) STRICT;
  CREATE TABLE gaps (began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL) STRICT;
`;

export const FIRST_TABLES = [QUEUE, TURNS, REPLIES, LATE_MAIL, INTERACTIONS, OTHERS, BACKUPS].join('');
