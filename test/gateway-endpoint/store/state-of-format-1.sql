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
CREATE TABLE heads (seq INTEGER PRIMARY KEY, lane TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE held (events INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE turns (
    message_id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL,
    session_key TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
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
CREATE TABLE posts (
    message_id TEXT PRIMARY KEY,
    thread_id TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE cuts (
    key TEXT PRIMARY KEY,
    max_chars INTEGER NOT NULL,
    chunk_mode TEXT NOT NULL,
    table_mode TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
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
CREATE TABLE missed (
    event_id TEXT PRIMARY KEY,
    room_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    message_id TEXT
  ) STRICT;
CREATE TABLE missed_rooms (
    room_id TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    event_id TEXT NOT NULL
  ) STRICT;
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
CREATE TABLE identity (id TEXT NOT NULL) STRICT;
CREATE TABLE gaps (began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL) STRICT;
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (1, 'message.sent:answered', 'completed', 'Room1', NULL, NULL, 1795338000001, 1795338001008, 0, NULL, NULL, NULL, NULL, NULL, 1795338001008, NULL, 2, NULL);
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (2, 'message.sent:claimed', 'claimed', 'Room1', '{"version":1,"item":{"event":{"id":"message.sent:claimed","type":"message.sent","at":1795338000001,"room":{"id":"Room1","type":"channel","name":"general"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"claimed","text":"@openclaw the second","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000001}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000002, 1795338001008, 0, NULL, NULL, 'token-2', '4711:default:one', 1795338001008, NULL, NULL, 2, 'claimed');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (3, 'message.sent:waits-1', 'pending', 'Room1', '{"version":1,"item":{"event":{"id":"message.sent:waits-1","type":"message.sent","at":1795338000002,"room":{"id":"Room1","type":"channel","name":"general"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"waits-1","text":"@openclaw the third","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000002}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000003, 1795338000003, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 'waits-1');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (4, 'message.updated:waits-1:1', 'pending', 'Room1', '{"version":1,"item":{"event":{"at":1795338000004,"room":{"id":"Room1","type":"channel","name":"general"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"id":"message.updated:waits-1:1","type":"message.updated","message":{"id":"waits-1","text":"@openclaw the third, corrected","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000003,"editedAt":1795338000004},"authorId":"Alice1"},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000004, 1795338000004, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 'waits-1');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (5, 'message.sent:waits-2', 'pending', 'Room1', '{"version":1,"item":{"event":{"id":"message.sent:waits-2","type":"message.sent","at":1795338000004,"room":{"id":"Room1","type":"channel","name":"general"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"waits-2","text":"@openclaw the fourth","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000004}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000005, 1795338000005, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 'waits-2');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (6, 'message.sent:elsewhere', 'pending', 'Direct1', '{"version":1,"item":{"event":{"id":"message.sent:elsewhere","type":"message.sent","at":1795338000005,"room":{"id":"Direct1","type":"direct","name":""},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"elsewhere","text":"hello","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000005}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000006, 1795338001008, 1, 1795338001008, 'the agent is away', NULL, NULL, NULL, NULL, NULL, 2, 'elsewhere');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (7, 'message.sent:in-thread', 'pending', 'Room1:Root1', '{"version":1,"item":{"event":{"id":"message.sent:in-thread","type":"message.sent","at":1795338000006,"room":{"id":"Room1","type":"channel","name":"general"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"in-thread","text":"@openclaw in a thread","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000006,"threadId":"Root1"}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000007, 1795338000007, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 'in-thread');
INSERT INTO ingress (seq, id, status, lane, payload, metadata, received_at, updated_at, attempts, last_attempt_at, last_error, claim_token, claim_owner, claimed_at, ended_at, failure, urgency, message_id) VALUES (8, 'message.sent:given-up', 'failed', 'Room2', '{"version":1,"item":{"event":{"id":"message.sent:given-up","type":"message.sent","at":1795338000007,"room":{"id":"Room2","type":"channel","name":"two"},"actor":{"id":"Alice1","username":"alice","name":"Alice","type":"user","roles":["user"]},"message":{"id":"given-up","text":"@openclaw breaks","mentions":[{"id":"botId","username":"openclaw"}],"files":[],"createdAt":1795338000007}},"bot":{"id":"botId","username":"openclaw"}}}', NULL, 1795338000008, 1795338001008, 0, NULL, 'the agent is broken', NULL, NULL, NULL, 1795338001008, 'retry-limit-exceeded', 2, NULL);
INSERT INTO heads (seq, lane) VALUES (3, 'Room1');
INSERT INTO heads (seq, lane) VALUES (6, 'Direct1');
INSERT INTO heads (seq, lane) VALUES (7, 'Room1:Root1');
INSERT INTO held (events, bytes) VALUES (6, 2667);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('answered', 'message.sent:answered', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('claimed', 'message.sent:claimed', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('spoken', 'message.sent:spoken', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
INSERT INTO begun (event_id, lane, agent_id, session_key, has_spoken, process_id, began_at, is_restored) VALUES ('message.sent:claimed', 'Room1', 'main', 'agent:main:rocketchat:channel:Room1', 0, 'process-of-0.1.0', 1795338001008, 0);
INSERT INTO begun (event_id, lane, agent_id, session_key, has_spoken, process_id, began_at, is_restored) VALUES ('message.sent:spoken', 'Direct1', 'main', 'agent:main:main', 1, 'process-of-0.1.0', 1795338001008, 0);
INSERT INTO posts (message_id, thread_id, at) VALUES ('Post1', NULL, 1795338001008);
INSERT INTO posts (message_id, thread_id, at) VALUES ('Post2', 'Root1', 1795338001008);
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.1', 'Room1', 'Post3', 0);
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.2', 'Direct1', NULL, 0);
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.3', 'Room1', 'Post4', 0);
INSERT INTO becoming (key, final_key) VALUES ('preview.3', 'e.final');
INSERT INTO missed (event_id, room_id, at, noted_at, message_id) VALUES ('message.sent:late-1', 'Room1', 1795334401008, 1795338001008, NULL);
INSERT INTO missed (event_id, room_id, at, noted_at, message_id) VALUES ('message.sent:late-2', 'Room1', 1795334501008, 1795338001008, NULL);
INSERT INTO missed (event_id, room_id, at, noted_at, message_id) VALUES ('message.sent:late-3', 'Direct1', 1795334601008, 1795338001008, NULL);
INSERT INTO missed_rooms (room_id, count, first, last, noted_at, event_id) VALUES ('Room1', 2, 1795334401008, 1795334501008, 1795338001008, 'message.sent:late-1');
INSERT INTO missed_rooms (room_id, count, first, last, noted_at, event_id) VALUES ('Direct1', 1, 1795334601008, 1795334601008, 1795338001008, 'message.sent:late-3');
INSERT INTO cards (key, secret, subject, room_id, thread_id, message_id, text, blocks, controls, taken_by, issued_at, expires_at) VALUES ('e.approval', 'Y2FyZC0zLmNhcmQtMy5jYQ', 'approval:a1', 'Direct1', NULL, NULL, 'May I?', '[{"type":"actions","elements":[{"type":"button","actionId":"control-0","text":"Allow","value":"Y2FyZC0zLmNhcmQtMy5jYQ.0"}]}]', '[{"label":"Allow","isReusable":false,"meaning":{"does":"approve","approvalId":"a1","kind":"exec","decision":"allow-once"}}]', NULL, 1795338001008, 1796547601008);
INSERT INTO cards (key, secret, subject, room_id, thread_id, message_id, text, blocks, controls, taken_by, issued_at, expires_at) VALUES ('e.poll', 'Y2FyZC0xLmNhcmQtMS5jYQ', NULL, 'Room1', NULL, 'Post5', '**Lunch?**

- Soup — **0**
- Salad — **0**

0 votes', '[{"type":"actions","elements":[{"type":"button","actionId":"control-0","text":"Soup","value":"Y2FyZC0xLmNhcmQtMS5jYQ.0"},{"type":"button","actionId":"control-1","text":"Salad","value":"Y2FyZC0xLmNhcmQtMS5jYQ.1"}]}]', '[{"label":"Soup","meaning":{"does":"vote","option":0},"isReusable":true},{"label":"Salad","meaning":{"does":"vote","option":1},"isReusable":true}]', NULL, 1795338001008, 1796551201008);
INSERT INTO cards (key, secret, subject, room_id, thread_id, message_id, text, blocks, controls, taken_by, issued_at, expires_at) VALUES ('e.question', 'Y2FyZC0yLmNhcmQtMi5jYQ', 'question:q1', 'Direct1', NULL, 'Post6', 'Shall I?', '[{"type":"actions","elements":[{"type":"button","actionId":"control-0","text":"Yes","value":"Y2FyZC0yLmNhcmQtMi5jYQ.0"},{"type":"button","actionId":"control-1","text":"Other","value":"Y2FyZC0yLmNhcmQtMi5jYQ.1"}]}]', '[{"label":"Yes","isReusable":false,"meaning":{"does":"answer","questionId":"q1","option":"yes"}},{"label":"Other","isReusable":false,"meaning":{"does":"ask","questionId":"q1"}}]', NULL, 1795338001008, 1796547601008);
INSERT INTO cards (key, secret, subject, room_id, thread_id, message_id, text, blocks, controls, taken_by, issued_at, expires_at) VALUES ('e.taken', 'Y2FyZC00LmNhcmQtNC5jYQ', 'question:q1', 'Room1', 'Root1', 'Post7', 'Done', '[{"type":"actions","elements":[{"type":"button","actionId":"control-0","text":"Yes","value":"Y2FyZC00LmNhcmQtNC5jYQ.0"},{"type":"button","actionId":"control-1","text":"Other","value":"Y2FyZC00LmNhcmQtNC5jYQ.1"}]}]', '[{"label":"Yes","isReusable":false,"meaning":{"does":"answer","questionId":"q1","option":"yes"}},{"label":"Other","isReusable":false,"meaning":{"does":"ask","questionId":"q1"}}]', 'action.clicked:3', 1795338001008, 1796547601008);
INSERT INTO forms (view_id, card_key, user_id, thread_id) VALUES ('View1', 'e.question', 'Alice1', NULL);
INSERT INTO polls (card_key, poll, closes_at) VALUES ('e.poll', '{"question":"Lunch?","options":["Soup","Salad"],"most":1,"isAnonymous":false,"closesAt":1795341601008}', 1795341601008);
INSERT INTO votes (card_key, user_id, username, event_id, options) VALUES ('e.poll', 'Alice1', 'alice', 'action.clicked:1', '[0]');
INSERT INTO votes (card_key, user_id, username, event_id, options) VALUES ('e.poll', 'Bob1', 'bob', 'action.clicked:2', '[1]');
INSERT INTO waiting (user_id, event_id, room_id, at) VALUES ('Carol1', 'message.sent:hello-1', 'Direct2', 1795338001008);
INSERT INTO waiting (user_id, event_id, room_id, at) VALUES ('Dave1', 'message.sent:hello-2', 'Direct3', 1795338001008);
INSERT INTO identity (id) VALUES ('id-0 000000000000');
CREATE INDEX ingress_ended ON ingress (status, updated_at, seq);
CREATE INDEX ingress_waiting ON ingress (lane, seq) WHERE status = 'pending';
CREATE INDEX ingress_urgent ON ingress (lane, urgency, seq) WHERE status = 'pending' AND urgency > 0;
CREATE INDEX ingress_claimed ON ingress (lane, seq) WHERE status = 'claimed';
CREATE INDEX ingress_about ON ingress (message_id, seq)
    WHERE status IN ('pending', 'claimed') AND message_id IS NOT NULL;
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
CREATE INDEX turns_by_session ON turns (session_key, written_at);
CREATE INDEX turns_by_age ON turns (recorded_at);
CREATE INDEX posts_by_thread ON posts (thread_id, at);
CREATE INDEX posts_by_age ON posts (at);
CREATE INDEX cuts_by_age ON cuts (at);
CREATE INDEX missed_by_room ON missed (room_id, noted_at, at, event_id);
CREATE INDEX missed_by_message ON missed (message_id);
CREATE TRIGGER missed_added AFTER INSERT ON missed BEGIN
    INSERT INTO missed_rooms VALUES (NEW.room_id, 1, NEW.at, NEW.at, NEW.noted_at, NEW.event_id)
    ON CONFLICT (room_id) DO UPDATE SET count = count + 1, first = min(first, NEW.at), last = max(last, NEW.at),
      noted_at = max(noted_at, NEW.noted_at), event_id = min(event_id, NEW.event_id);
  END;
CREATE INDEX cards_by_subject ON cards (subject);
CREATE INDEX cards_by_room ON cards (room_id, issued_at);
CREATE INDEX cards_by_age ON cards (expires_at);
PRAGMA user_version = 1;
