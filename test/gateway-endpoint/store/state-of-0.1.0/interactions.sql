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
