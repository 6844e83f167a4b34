CREATE TABLE missed (
  event_id TEXT PRIMARY KEY,
  room_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
INSERT INTO missed (event_id, room_id, at, noted_at) VALUES ('message.sent:late-1', 'Room1', 1795334401008, 1795338001008);
INSERT INTO missed (event_id, room_id, at, noted_at) VALUES ('message.sent:late-2', 'Room1', 1795334501008, 1795338001008);
INSERT INTO missed (event_id, room_id, at, noted_at) VALUES ('message.sent:late-3', 'Direct1', 1795334601008, 1795338001008);
