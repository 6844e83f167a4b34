import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppCallError } from '../../../../gateway-endpoint/src/app-client/client.ts';
import type { Store } from '../../../../gateway-endpoint/src/store/store.ts';
import { takeOver } from '../../../../gateway-endpoint/src/store/take-over.ts';
import { EN } from '../../../../gateway-endpoint/src/texts/pattern.ts';
import { lineFor } from '../../../../gateway-endpoint/src/turn/notice/late-line.ts';
import { openLateMail, QUIET_MS, TOLD_EVERY_MS } from '../../../../gateway-endpoint/src/turn/notice/late-mail.ts';
import { refuseWrites } from '../../refuse-writes.ts';
import { aStore } from '../../services.ts';

const MORNING = Date.UTC(2026, 4, 4, 10, 45);
const at = (hour: number, minute: number) => Date.UTC(2026, 4, 4, hour, minute);

describe('the line', () => {
  test.each([
    [{ count: 7, first: at(9, 12), last: at(10, 40) }, 'UTC', '7 messages between 09:12 and 10:40 (UTC)'],
    [{ count: 1, first: at(9, 12), last: at(9, 12) }, 'UTC', 'a message at 09:12 (UTC)'],
    [{ count: 2, first: at(9, 12), last: at(9, 12) + 9_000 }, 'Europe/Berlin', '2 messages at 11:12 (CEST)'],
    [{ count: 2, first: at(-2, 5), last: at(9, 0) }, 'UTC', '2 messages between 3 May, 22:05 and 09:00 (UTC)'],
  ])('%o in %s', (missed, zone, says) => {
    expect(lineFor(missed, MORNING, zone, EN)).toBe(
      `I was away and did not answer ${says}. Ask again if you still need an answer.`,
    );
  });
});

describe('a room', () => {
  let now: number;
  let store: Store;
  let ticks: (() => void)[];
  let fails: AppCallError | undefined;
  let said: string[];
  let keys: unknown[];
  let stopped: AbortController;

  beforeEach(() => {
    now = MORNING;
    store = aStore();
    ticks = [];
    stopped = new AbortController();
    said = [];
    keys = [];
    fails = undefined;
  });

  function open() {
    const mail = openLateMail({
      store,
      sender: {
        send: async ({ to, text, keyOf }) => {
          if (fails) throw fails;
          keys.push(keyOf);
          said.push(
            `${'roomId' in to ? to.roomId : ''}: ${/answer (.*) between|answer (.*) at/.exec(text)?.slice(1).join('')}`,
          );
          return { roomId: '', messageIds: [] };
        },
      },
      timeZone: () => 'UTC',
      language: () => undefined,
      signal: stopped.signal,
      clock: () => now,
      every: (_ms, run) => {
        ticks = [run];
        return () => void ticks.splice(0);
      },
      log: { info: () => undefined, warn: () => undefined },
    });
    mail.start();
    return mail;
  }

  const miss = (mail: ReturnType<typeof open>, id: string, roomId = 'Room1') =>
    mail.note({ eventId: id, roomId, at: now - 3_600_000 + Number(id.replace(/\D/g, '')) * 60_000 });
  async function pass(ms: number) {
    now += ms;
    for (const tick of ticks) tick();
    await new Promise(setImmediate);
  }

  test('hears so once, when no more messages come', async () => {
    const mail = open();
    for (let n = 1; n <= 40; n++) {
      miss(mail, `e${n}`, n % 4 === 0 ? 'Room2' : 'Room1');
      await pass(100);
    }
    expect(said).toEqual([]);
    await pass(QUIET_MS);
    expect(said.toSorted()).toEqual(['Room1: 30 messages', 'Room2: 10 messages']);
    await pass(QUIET_MS);
    expect(said).toHaveLength(2);
  });

  test('hears so no more than once a minute where they trickle in', async () => {
    const mail = open();
    miss(mail, 'e1');
    await pass(QUIET_MS);
    miss(mail, 'e2');
    await pass(QUIET_MS);
    miss(mail, 'e3');
    await pass(QUIET_MS);
    expect(said).toEqual(['Room1: a message']);
    await pass(TOLD_EVERY_MS);
    expect(said).toEqual(['Room1: a message', 'Room1: 2 messages']);
  });

  test('[L4] hears of messages that a 0.1.0 noted, and needs one row however many they were', async () => {
    const [{ db }, folder] = [store, dirname(store.path)];
    const old = new DatabaseSync(join(folder, 'late-default.sqlite'));
    old.exec(`CREATE TABLE missed (event_id TEXT PRIMARY KEY, room_id TEXT NOT NULL, at INTEGER NOT NULL, noted_at INTEGER NOT NULL) STRICT;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      INSERT INTO missed SELECT 'e' || i, 'Room1', ${MORNING - 3_600_000} + i * 60, ${MORNING} FROM n`);
    old.close();
    takeOver(store, folder, 'default');
    const mail = open();
    miss(mail, 'e6000');
    expect(db.prepare('SELECT count FROM missed_rooms').all()).toEqual([{ count: 5_001 }]);
    await pass(QUIET_MS);
    expect(said).toEqual(['Room1: 5001 messages']);
    expect(db.prepare('SELECT count(*) AS count FROM missed').get()).toEqual({ count: 0 });
    expect(db.prepare('SELECT * FROM missed_rooms').all()).toEqual([]);
  });

  test('[F4] hears nothing of messages that were deleted meanwhile', async () => {
    const mail = open();
    for (const [n, roomId] of ['Room1', 'Room1', 'Room2'].entries()) {
      mail.note({ eventId: `e${n}`, messageId: `M${n}`, roomId, at: MORNING - 3_600_000 });
    }
    mail.forget('M0', 'Room1');
    mail.forget('M2', 'Room2');
    mail.forget('M1', 'Room2');
    await pass(QUIET_MS);
    expect(said).toEqual(['Room1: a message']);
  });

  test('hears so after a restart, under the same key as before it', async () => {
    const before = open();
    miss(before, 'e1');
    miss(before, 'e1');
    await before.stop();
    store.close();
    store = aStore(store.path);
    open();
    await pass(QUIET_MS);
    expect([said, keys]).toEqual([['Room1: a message'], [{ event: 'e1', purpose: 'away' }]]);
  });

  test.each([
    ['hears so later where the workspace cannot be reached', true, ['Room1: a message']],
    ['that is gone hears nothing, and is forgotten', false, []],
  ])('%s', async (_name, retryable, later) => {
    const mail = open();
    fails = new AppCallError({
      code: retryable ? 'unreachable' : 'room-not-found',
      happened: 'no',
      retryable,
      message: '',
    });
    miss(mail, 'e1');
    await pass(QUIET_MS);
    fails = undefined;
    await pass(TOLD_EVERY_MS);
    expect(said).toEqual(later);
  });

  test('hears it once, although a full disk cannot note that', async () => {
    const mail = open();
    miss(mail, 'e1');
    const accept = refuseWrites(store.path, 'missed');
    await pass(QUIET_MS);
    for (let minute = 0; minute < 5; minute++) await pass(TOLD_EVERY_MS);
    expect(said).toEqual(['Room1: a message']);
    accept();
    miss(mail, 'e2');
    await pass(TOLD_EVERY_MS);
    await pass(QUIET_MS);
    expect(said).toEqual(['Room1: a message', 'Room1: a message']);
  });

  test('hears so soon where the clock is set back meanwhile', async () => {
    const mail = open();
    miss(mail, 'e1');
    await pass(QUIET_MS);
    miss(mail, 'e2');
    now -= 3_600_000;
    await pass(QUIET_MS);
    expect(said).toHaveLength(2);
  });
});
