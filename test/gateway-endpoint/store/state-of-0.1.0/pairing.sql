CREATE TABLE waiting (
  user_id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO waiting (user_id, event_id, room_id, at) VALUES ('Carol1', 'message.sent:hello-1', 'Direct2', 1795338001008);
INSERT INTO waiting (user_id, event_id, room_id, at) VALUES ('Dave1', 'message.sent:hello-2', 'Direct3', 1795338001008);
