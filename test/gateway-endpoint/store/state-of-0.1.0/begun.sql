CREATE TABLE begun (
  event_id TEXT PRIMARY KEY,
  lane TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  session_key TEXT NOT NULL,
  has_spoken INTEGER NOT NULL DEFAULT 0,
  process_id TEXT NOT NULL,
  began_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO begun (event_id, lane, agent_id, session_key, has_spoken, process_id, began_at) VALUES ('message.sent:claimed', 'Room1', 'main', 'agent:main:rocketchat:channel:Room1', 0, 'process-of-0.1.0', 1795338001008);
INSERT INTO begun (event_id, lane, agent_id, session_key, has_spoken, process_id, began_at) VALUES ('message.sent:spoken', 'Direct1', 'main', 'agent:main:main', 1, 'process-of-0.1.0', 1795338001008);
