import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mendJournal, openJournal } from '../../../testbed/workspace/store/journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a record is there for the next reader, with its dates and bytes', () => {
  const message = { _id: 'm', ts: new Date(5), bytes: Buffer.from('bytes'), reactions: { ':+1:': ['bob'] } };
  const first = openJournal(folder).map<object>('messages');
  first.set('m', message);
  first.set('gone', {});
  first.delete('gone');
  expect([...openJournal(folder).map('messages')]).toEqual([['m', message]]);
});

test('a list is there as it was last', () => {
  const list = openJournal(folder).list<string>('members');
  list.push('alice', 'bob', 'carol');
  list.splice(1, 1);
  expect(openJournal(folder).list('members')).toEqual(['alice', 'carol']);
  expect(list.filter((name) => name === 'alice')).toEqual(['alice']);
});

test('a change in place counts when the record is set again', () => {
  const rooms = openJournal(folder).map<{ msgs: number }>('rooms');
  const room = { msgs: 1 };
  rooms.set('GENERAL', room);
  room.msgs = 2;
  expect(openJournal(folder).map('rooms').get('GENERAL')).toEqual({ msgs: 1 });
  rooms.set('GENERAL', room);
  expect(openJournal(folder).map('rooms').get('GENERAL')).toEqual({ msgs: 2 });
});

test('somebody who reads follows, and counts the changes', () => {
  const reader = openJournal(folder);
  const seen = reader.map('rooms');
  const rooms = openJournal(folder).map('rooms');
  rooms.set('a', {});
  rooms.set('b', {});
  expect(reader.refresh()).toBe(2);
  expect([...seen.keys()]).toEqual(['a', 'b']);
});

test('a change that a kill has cut off never happened, and is in nobody’s way', () => {
  openJournal(folder).map('rooms').set('whole', {});
  appendFileSync(path.join(folder, 'journal'), 'b3Rvcn');
  expect([...openJournal(folder).map('rooms').keys()]).toEqual(['whole']);
  mendJournal(folder);
  openJournal(folder).map('rooms').set('next', {});
  expect([...openJournal(folder).map('rooms').keys()]).toEqual(['whole', 'next']);
});
