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
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.1', 'Room1', 'Post3', 0);
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.2', 'Direct1', NULL, 0);
INSERT INTO previews (key, room_id, message_id, is_abandoned) VALUES ('preview.3', 'Room1', 'Post4', 0);
INSERT INTO becoming (key, final_key) VALUES ('preview.3', 'e.final');
