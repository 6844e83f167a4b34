CREATE TABLE turns (
  message_id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  session_key TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX turns_by_session ON turns (session_key, written_at);
CREATE INDEX turns_by_age ON turns (recorded_at);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('answered', 'message.sent:answered', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('claimed', 'message.sent:claimed', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES ('spoken', 'message.sent:spoken', 'agent:main:rocketchat:channel:Room1', 1795338000508, 1795338001008);
