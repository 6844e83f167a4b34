CREATE TABLE posts (
  message_id TEXT PRIMARY KEY,
  thread_id TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX posts_by_thread ON posts (thread_id, at);
CREATE INDEX posts_by_age ON posts (at);
INSERT INTO posts (message_id, thread_id, at) VALUES ('Post1', NULL, 1795338001008);
INSERT INTO posts (message_id, thread_id, at) VALUES ('Post2', 'Root1', 1795338001008);
