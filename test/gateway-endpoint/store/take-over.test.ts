import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openAnswered } from '../../../gateway-endpoint/src/admit/answered.ts';
import { openFailed } from '../../../gateway-endpoint/src/admit/failed.ts';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { openTurnJournal } from '../../../gateway-endpoint/src/admit/turn-journal.ts';
import { openThreads } from '../../../gateway-endpoint/src/gate/threads.ts';
import { openCards } from '../../../gateway-endpoint/src/interactions/cards.ts';
import { openForms } from '../../../gateway-endpoint/src/interactions/forms.ts';
import { openVotes } from '../../../gateway-endpoint/src/interactions/votes.ts';
import { openPairMemory } from '../../../gateway-endpoint/src/pairing/pair-memory.ts';
import { describeFailed } from '../../../gateway-endpoint/src/plugin/setup/failed.ts';
import { rememberPreviews } from '../../../gateway-endpoint/src/reply/streaming/open-previews.ts';
import { storePath } from '../../../gateway-endpoint/src/store/folder.ts';
import { openAccountStore } from '../../../gateway-endpoint/src/store/open-account-store.ts';
import { openStore, type Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aFolder, RUNS } from '../services.ts';
import { type More, OLD_NAMES, oldPath, writeMore, writeOldState } from './old-state.ts';

/** Each write goes to the disk for good, and a busy machine takes its time for that. */
const SLOW = { timeout: 60_000 };

/** Shortly after the state was recorded. */
const NOW = Date.UTC(2026, 10, 22, 9, 1);
const log = { info: () => undefined, warn: (line: string) => expect.unreachable(line) };
let ids = 0;
const machine = { clock: () => NOW, newId: () => `id-${ids++}` };

function start(folder: string): Store {
  const store = openAccountStore({ folder, accountId: 'default', ...machine, log });
  onTestFinished(store.close);
  return store;
}

const queueOf = (store: Store) =>
  openQueue<{ item: { event: { id: string } } }>({
    store,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => NOW,
    token: () => 'token',
  });

/** Handles all that waits. */
async function drained(store: Store): Promise<string[]> {
  const queue = queueOf(store);
  await queue.recoverStaleClaims();
  const ids: string[] = [];
  for (let claim = await queue.claimNext(); claim; claim = await queue.claimNext()) {
    ids.push(claim.payload.item.event.id);
    await queue.complete(claim);
  }
  expect(queue.held()).toEqual({ events: 0, bytes: 0 });
  return ids;
}

const TABLES = [
  'ingress',
  'turns',
  'begun',
  'posts',
  'previews',
  'becoming',
  'missed',
  'missed_rooms',
  'held',
  'heads',
];
const INTERACTIONS = ['cards', 'forms', 'polls', 'votes', 'waiting'];

/** All that a store holds. */
function contentOf({ db }: Pick<Store, 'db'>): Record<string, unknown[]> {
  return Object.fromEntries(
    [...TABLES, ...INTERACTIONS].map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  );
}

const filesIn = (folder: string) => readdirSync(folder).filter((name) => !/(-wal|-shm|\.pid)$/.test(name));

describe('[L6] the recorded state of 0.1.0', SLOW, () => {
  function aStart(): Store {
    const folder = aFolder();
    writeOldState(folder);
    const store = start(folder);
    expect(filesIn(folder)).toEqual(['account-default.sqlite']);
    return store;
  }

  test('[L4] waiting events are handled in their order, ended ones are known, and a claim of the dead process is taken back', async () => {
    const store = aStart();
    const queue = queueOf(store);
    expect(queue.held()).toMatchObject({ events: 6 });
    expect(await queue.listClaims()).toMatchObject([{ id: 'message.sent:claimed' }]);
    expect(queue.holds('message.sent:answered')).toBe(true);
    expect(openFailed(store, () => NOW).list()).toMatchObject([
      { id: 'message.sent:given-up', why: 'retry-limit-exceeded: the agent is broken', room: { id: 'Room2' } },
    ]);
    expect(await drained(store)).toEqual([
      'message.sent:claimed',
      'message.sent:waits-1',
      'message.updated:waits-1:1',
      'message.sent:waits-2',
      'message.sent:elsewhere',
      'message.sent:in-thread',
    ]);
    expect(openFailed(store, () => NOW).retry()).toBe(1);
    expect(await drained(store)).toEqual(['message.sent:given-up']);
  });

  test('an edit finds the words that wait since then', () => {
    const queue = queueOf(aStart());
    expect(queue.amend('waits-1', (payload) => payload)).toEqual(['message.sent:waits-1', 'message.updated:waits-1:1']);
  });

  test('turns, threads and people: interrupted turns, answered messages, known threads, people who wait', () => {
    const store = aStart();
    const journal = openTurnJournal({ store, processId: 'this', signal: RUNS, clock: () => NOW, log });
    expect(journal.takeInterrupted().map(({ eventId, hasSpoken }) => [eventId, hasSpoken])).toEqual([
      ['message.sent:claimed', false],
      ['message.sent:spoken', true],
    ]);
    const answered = openAnswered({ store, clock: () => NOW });
    expect(['answered', 'claimed', 'spoken', 'waits-1'].map((id) => answered.isTaken(id, 'other'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const threads = openThreads({ store, clock: () => NOW, log });
    expect([threads.isOwn('Post1'), threads.hasBot('Root1'), threads.isOwn('Post3')]).toEqual([true, true, false]);
    const waiting = openPairMemory({ store, clock: () => NOW }).all();
    expect(waiting.map(({ userId }) => userId)).toEqual(['Carol1', 'Dave1']);
  });

  test('previews that stood, and rooms that are owed a line', () => {
    const store = aStart();
    expect(rememberPreviews(store, new Set(), log).abandoned()).toEqual([
      { key: 'preview.1', roomId: 'Room1', messageId: 'Post3', finalKey: undefined, answers: undefined },
      { key: 'preview.2', roomId: 'Direct1', messageId: undefined, finalKey: undefined, answers: undefined },
      { key: 'preview.3', roomId: 'Room1', messageId: 'Post4', finalKey: 'e.final', answers: undefined },
    ]);
    expect(store.db.prepare('SELECT room_id, count FROM missed_rooms ORDER BY 1').all()).toEqual([
      { room_id: 'Direct1', count: 1 },
      { room_id: 'Room1', count: 2 },
    ]);
  });

  test('buttons mean what they meant, forms are open, and votes count', () => {
    const store = aStart();
    const cards = openCards(store, { clock: () => NOW, random: Buffer.alloc });
    const value = /"value":"([^"]*)"/.exec(JSON.stringify(cards.get('e.question')?.blocks))?.[1] ?? '';
    expect(cards.find(value, { roomId: 'Direct1', messageId: 'Post6' })?.control.label).toBe('Yes');
    expect([cards.isAsking('Direct1', undefined), cards.take('e.taken', 'again')]).toEqual([true, false]);
    expect(cards.openAbout('approval:a1')).toHaveLength(1);
    expect(openForms(store).find('View1', 'Alice1')).toMatchObject({ cardKey: 'e.question' });
    const votes = openVotes(store);
    const poll = votes.pollOf('e.poll');
    if (!poll) throw new Error('the poll is lost');
    expect(votes.tallyOf('e.poll', poll)).toEqual({ voters: [['alice'], ['bob']], people: 2 });
    expect(votes.due((poll.closesAt ?? 0) + 1)).toEqual(['e.poll']);
  });

  test('the next start finds nothing to take over, and changes nothing', () => {
    const store = aStart();
    const before = contentOf(store);
    store.close();
    const folder = join(store.path, '..');
    expect(contentOf(start(folder))).toEqual(before);
  });
});

describe('[L6] 1,000 pending events, 20 interrupted turns, 10 open polls, 5 pairings', SLOW, () => {
  const MORE: More = { pending: 1_000, interrupted: 20, polls: 10, pairings: 5 };

  test('0 lost, 0 twice', async () => {
    const folder = aFolder();
    writeOldState(folder);
    writeMore(folder, MORE);
    const started = performance.now();
    const store = start(folder);
    const tookMs = performance.now() - started;

    const ids = await drained(store);
    const events = ids.filter((id) => id.includes('more-'));
    expect([events.length, new Set(events).size]).toEqual([1_000, 1_000]);
    for (let room = 0; room < 40; room++) {
      const inRoom = events.map((id) => Number(id.split('-')[1])).filter((n) => n % 40 === room);
      expect(inRoom).toEqual(inRoom.toSorted((a, b) => a - b));
    }
    const turns = openTurnJournal({ store, processId: 'this', signal: RUNS, clock: () => NOW, log }).takeInterrupted();
    const begun = turns.filter(({ eventId }) => eventId.includes('begun-'));
    expect([begun.length, new Set(begun.map(({ eventId }) => eventId)).size]).toEqual([20, 20]);
    const votes = openVotes(store);
    const polls = Array.from({ length: 10 }, (_, n) => `e.poll-${n}`);
    expect(votes.due(Number.MAX_SAFE_INTEGER).filter((key) => key !== 'e.poll')).toEqual(polls);
    for (const key of polls) {
      const poll = votes.pollOf(key);
      expect(poll && votes.tallyOf(key, poll).voters[0]).toEqual(['alice']);
    }
    const people = openPairMemory({ store, clock: () => NOW }).all();
    expect(people.filter(({ userId }) => userId.startsWith('Eve'))).toHaveLength(5);
    console.log(
      `taken over from 0.1.0 in ${Math.round(tookMs)} ms: ${events.length} of 1,000 events, ${begun.length} of 20 turns, ` +
        `${polls.length} of 10 polls, 5 of 5 pairings; 0 lost, 0 twice`,
    );
  });
});

describe('[L6] kill -9 while the state of 0.1.0 is taken over', SLOW, () => {
  let whole: Record<string, unknown[]>;
  let folder: string;
  let copies: string;
  let steps: number;

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'stop-at-each-step.ts'), ...args], { encoding: 'utf8' });

  /** Of what the dead process left: nothing of the old state is in the store, or all of it. */
  function expectOldOrNew(left: string): boolean {
    const path = storePath(left, 'default');
    if (!filesIn(left).includes('account-default.sqlite')) return false;
    using db = new DatabaseSync(path);
    const rows = (table: string) =>
      db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table)
        ? Number(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'])
        : 0;
    const counts = [...TABLES, ...INTERACTIONS].filter((table) => table !== 'held').map((table) => rows(table));
    const isNew = counts.some((count) => count > 0);
    if (isNew) expect(contentOf({ db })).toEqual(whole);
    else expect(OLD_NAMES.filter((name) => !filesIn(left).includes(`${name}-default.sqlite`))).toEqual([]);
    return isNew;
  }

  beforeAll(() => {
    folder = join(aPlace(), 'plugins');
    copies = aPlace();
    writeOldState(folder);
    const undisturbed = join(aPlace(), 'plugins');
    cpSync(folder, undisturbed, { recursive: true });
    const store = openAccountStore({ folder: undisturbed, accountId: 'default', ...machine, log });
    whole = contentOf(store);
    store.close();
    const origin = join(aPlace(), 'plugins');
    cpSync(folder, origin, { recursive: true });
    const { stdout, stderr } = run(origin, 'copy', copies);
    steps = Number(stdout);
    expect(stderr.replaceAll(/.*ExperimentalWarning.*\n|.*--trace-warnings.*\n/g, '')).toBe('');
  }, SLOW.timeout);
  const places: (() => void)[] = [];
  const aPlace = (): string => {
    const place = mkdtempSync(join(tmpdir(), 'take-over-'));
    places.push(() => rmSync(place, { recursive: true }));
    return place;
  };
  afterAll(() => {
    for (const remove of places) remove();
  });

  test('whatever it was about to do, the next start has all of it, once', () => {
    const seen = { old: 0, new: 0 };
    for (let at = 1; at <= steps; at++) {
      const left = join(copies, String(at));
      const looked = join(copies, `${at}-looked`);
      cpSync(left, looked, { recursive: true });
      seen[expectOldOrNew(looked) ? 'new' : 'old'] += 1;
      const store = openAccountStore({ folder: left, accountId: 'default', ...machine, log });
      expect(contentOf(store), `before step ${at}`).toEqual(whole);
      store.close();
      expect(filesIn(left)).toEqual(['account-default.sqlite']);
    }
    expect(seen.old).toBeGreaterThan(20);
    expect(seen.new).toBeGreaterThan(10);
    console.log(
      `kill -9 before each of ${steps} steps: ${seen.old} times the old state, ${seen.new} times the new one`,
    );
  });

  test.each([0.1, 0.4, 0.7, 0.95])('for good, at %f of the way', (part) => {
    const own = join(aPlace(), 'plugins');
    cpSync(folder, own, { recursive: true });
    expect(run(own, 'kill', String(Math.ceil(steps * part))).signal).toBe('SIGKILL');
    const store = start(own);
    expect(contentOf(store)).toEqual(whole);
    expect(filesIn(own)).toEqual(['account-default.sqlite']);
  });
});

describe('[L6] obstacles to a take-over', SLOW, () => {
  test('a file of a newer version is refused with what to do, and stays as it was', () => {
    const folder = aFolder();
    const path = storePath(folder, 'default');
    openStore(path).close();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99; CREATE TABLE of_tomorrow (a)');
    newer.close();
    writeOldState(folder, ['begun']);
    const before = readFileSync(path);
    const says = /written by a newer version .*format is 99, .* install that version again\. The file was not changed/;
    expect(() => start(folder)).toThrow(says);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(filesIn(folder)).toEqual(['account-default.sqlite', 'begun-default.sqlite']);
  });

  test('a damaged file of 0.1.0 keeps the account from starting, says so, and nothing is changed', () => {
    const folder = aFolder();
    writeOldState(folder);
    writeFileSync(oldPath(folder, 'previews'), 'no database at all, but long enough to have a header '.repeat(20));
    expect(() => start(folder)).toThrow(/previews-default\.sqlite.* cannot be read: move it out of the folder/);
    expect(filesIn(folder)).toHaveLength(OLD_NAMES.length + 1);
    using db = new DatabaseSync(storePath(folder, 'default'));
    expect(db.prepare('SELECT count(*) AS rows FROM ingress').get()).toEqual({ rows: 0 });
  });

  test('a row that does not fit is an error, and no row is left out', () => {
    const folder = aFolder();
    writeOldState(folder);
    const old = new DatabaseSync(oldPath(folder, 'turns'));
    old.exec('DROP TABLE turns; CREATE TABLE turns (message_id TEXT PRIMARY KEY, event_id TEXT)');
    old.exec("INSERT INTO turns VALUES ('M1', 'e1')");
    old.close();
    expect(() => start(folder)).toThrow(/turns-default\.sqlite.* a row that does not fit .*NOT NULL.*: move it out of/);
    expect(filesIn(folder)).toHaveLength(OLD_NAMES.length + 1);
  });

  test.each([
    ['interactions', 'cards', 'FOREIGN KEY'],
    ['previews', 'previews', 'FOREIGN KEY'],
    ['late', 'missed', 'datatype'],
  ])('the file %s is named where a row of it does not fit', (name, table, why) => {
    const folder = aFolder();
    writeOldState(folder);
    const old = new DatabaseSync(oldPath(folder, name), { enableForeignKeyConstraints: false });
    if (why === 'FOREIGN KEY') old.exec(`DELETE FROM ${table}`);
    else old.exec("ALTER TABLE missed ADD COLUMN message_id BLOB; UPDATE missed SET message_id = x'00'");
    old.close();
    const says = new RegExp(`${name}-default\\.sqlite, a file of version 0\\.1\\.0, has a row that does not fit`);
    expect(() => start(folder)).toThrow(says);
    expect(filesIn(folder)).toHaveLength(OLD_NAMES.length + 1);
  });

  test('the log of a process that fell is part of its file', () => {
    const folder = aFolder();
    writeOldState(folder);
    const fallen = new DatabaseSync(oldPath(folder, 'begun'));
    fallen.exec("PRAGMA wal_autocheckpoint = 0; DELETE FROM begun WHERE event_id = 'message.sent:spoken'");
    const left = aFolder();
    cpSync(folder, left, { recursive: true });
    fallen.close();
    const turns = openTurnJournal({
      store: start(left),
      processId: 'this',
      signal: RUNS,
      clock: () => NOW,
      log,
    }).takeInterrupted();
    expect(turns.map(({ eventId }) => eventId)).toEqual(['message.sent:claimed']);
  });

  test('beside a 0.1.0 that may still run, the CLI takes nothing over: it says what to do', () => {
    const stateDir = aFolder();
    const folder = join(stateDir, 'plugins/rocketchat');
    writeOldState(folder);
    expect(() => describeFailed({ stateDir, accountIds: ['default'], clock: () => NOW })).toThrow(
      /account default still has the files of version 0\.1\.0: start the gateway once/,
    );
    expect(filesIn(folder)).toHaveLength(OLD_NAMES.length);
    start(folder).close();
    expect(describeFailed({ stateDir, accountIds: ['default'], clock: () => NOW })[0]).toMatch(/given-up/);
  });
});

describe('[L6] a 0.1.0 that was put back for a while', SLOW, () => {
  test('adds its own to the store, which keeps what it knows better', async () => {
    const folder = aFolder();
    writeOldState(folder);
    const before = start(folder);
    expect(await drained(before)).toHaveLength(6);
    before.close();
    writeOldState(folder, ['ingress', 'turns']);
    const old = new DatabaseSync(oldPath(folder, 'ingress'));
    old.exec("UPDATE ingress SET id = 'message.sent:new', payload = replace(payload, 'waits-2', 'new') WHERE seq = 5");
    old.close();
    const after = start(folder);
    expect(await drained(after)).toEqual(['message.sent:new']);
  });

  test('ten files are as many as there can be', () => {
    const folder = aFolder();
    writeOldState(folder);
    for (const [name, sql] of [
      [
        'cuts',
        "CREATE TABLE cuts (key TEXT PRIMARY KEY, max_chars, chunk_mode, table_mode, at); INSERT INTO cuts VALUES ('k', 1, 'length', 'auto', 1)",
      ],
      [
        'app',
        "CREATE TABLE app_path (base_url TEXT PRIMARY KEY, path); INSERT INTO app_path VALUES ('http://chat', '/p')",
      ],
    ] as const) {
      using db = new DatabaseSync(oldPath(folder, name));
      db.exec(sql);
    }
    const { db } = start(folder);
    expect(db.prepare('SELECT key FROM cuts').all()).toEqual([{ key: 'k' }]);
    expect(db.prepare('SELECT path FROM app_path').all()).toEqual([{ path: '/p' }]);
    expect(filesIn(folder)).toEqual(['account-default.sqlite']);
  });
});
