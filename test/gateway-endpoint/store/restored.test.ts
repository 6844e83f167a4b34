import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAnswered } from '../../../gateway-endpoint/src/admit/answered.ts';
import { openFailed } from '../../../gateway-endpoint/src/admit/failed.ts';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { openTurnJournal } from '../../../gateway-endpoint/src/admit/turn-journal.ts';
import { rememberPreviews } from '../../../gateway-endpoint/src/reply/streaming/open-previews.ts';
import { storePath } from '../../../gateway-endpoint/src/store/folder.ts';
import { keepMark } from '../../../gateway-endpoint/src/store/mark.ts';
import { openAccountStore } from '../../../gateway-endpoint/src/store/open-account-store.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aFolder, RUNS } from '../services.ts';

const HOUR = 3_600_000;
const NINE = Date.UTC(2026, 10, 22, 9);

/** A gateway whose account starts and stops; `answered` are the events that its agent was asked. */
function aGateway() {
  const at = { now: NINE };
  const folder = aFolder();
  const [answered, warned]: [string[], string[]] = [[], []];
  let ids = 0;
  const start = () => {
    const store = openAccountStore({
      folder,
      accountId: 'default',
      clock: () => at.now,
      newId: () => `id-${ids++}`,
      log: { info: () => undefined, warn: (line) => void warned.push(line) },
    });
    onTestFinished(store.close);
    return store;
  };
  const queueOf = (store: Store) =>
    openQueue<null>({
      store,
      channelId: 'rocketchat',
      accountId: 'default',
      queueName: 'q',
      clock: () => at.now,
      token: () => 'token',
    });
  /** The agent is asked about all that waits, and answers. */
  async function work(store: Store): Promise<void> {
    const queue = queueOf(store);
    await queue.recoverStaleClaims();
    for (let claim = await queue.claimNext(); claim; claim = await queue.claimNext()) {
      const turn = { messageId: claim.id, eventId: claim.id, sessionKey: 's', writtenAt: at.now };
      if (openAnswered({ store, clock: () => at.now }).claim(turn)) answered.push(claim.id);
      await queue.complete(claim);
    }
  }
  /** Notes how far the store has come, when the test says so. */
  function keep(store: Store) {
    let run: () => unknown = () => undefined;
    const every = (_ms: number, counts: () => unknown) => {
      run = counts;
      return () => undefined;
    };
    const stop = keepMark({ store, every, log: { warn: (line) => expect.unreachable(line) } });
    return { tick: async () => void (await run()), stop };
  }
  const admit = (store: Store, id: string) => queueOf(store).enqueue(id, null, { laneKey: id });
  return { at, folder, answered, warned, start, keep, work, admit, queueOf };
}

/** As `openclaw backup` takes a file that is in use, and nothing beside it. */
function backUp(store: Store): string {
  const copy = join(aFolder(), 'copy.sqlite');
  store.db.prepare('VACUUM INTO ?').run(copy);
  return copy;
}

function restore(folder: string, copy: string): void {
  rmSync(folder, { recursive: true });
  cpSync(copy, storePath(folder, 'default'));
}

describe('[L5] the state of an hour ago, restored', () => {
  async function anHourLater() {
    const gateway = aGateway();
    const { at, start, work, admit, folder } = gateway;
    const store = start();
    await admit(store, 'answered-before');
    await work(store);
    await admit(store, 'waits');
    await admit(store, 'is-handled');
    await gateway.queueOf(store).claim('is-handled');
    const journal = openTurnJournal({
      store,
      processId: 'one',
      signal: RUNS,
      clock: () => at.now,
      log: { warn: () => undefined },
    });
    journal.begin({ eventId: 'under-way', lane: 'l', agentId: 'main', sessionKey: 's' });
    rememberPreviews(store, new Set(), { warn: () => undefined }).begin('preview', 'Room1', 'under-way');
    const copy = backUp(store);
    await work(store);
    journal.end('under-way');
    at.now += HOUR / 2;
    await admit(store, 'came-later');
    await work(store);
    at.now += HOUR / 2;
    store.close();
    restore(folder, copy);
    return gateway;
  }

  test('asks the agent nothing twice, and lists what it does not ask', async () => {
    const { start, work, answered, warned, admit, at } = await anHourLater();
    const store = start();
    await work(store);
    expect(answered.toSorted()).toEqual(['answered-before', 'came-later', 'is-handled', 'waits']);
    expect(warned).toEqual([
      expect.stringMatching(/comes from a backup: 2 events .* and 1 turns .* `openclaw rocketchat failed`/),
    ]);
    const failed = openFailed(store, () => at.now);
    expect(failed.list().map(({ id, why }) => [id, why])).toEqual([
      ['is-handled', expect.stringMatching(/^restored: .*may have been answered since/)],
      ['waits', expect.stringMatching(/^restored: /)],
    ]);
    // The app sends again the events whose answers it has not got.
    expect(await admit(store, 'waits')).toMatchObject({ duplicate: true });
    await admit(store, 'new');
    await work(store);
    expect(answered.at(-1)).toBe('new');
  });

  test('leaves the turn that was under way, and what had become of its preview', async () => {
    const store = (await anHourLater()).start();
    const log = { warn: () => undefined };
    const journal = openTurnJournal({ store, processId: 'two', signal: RUNS, clock: () => NINE, log });
    expect(journal.takeInterrupted()).toMatchObject([{ eventId: 'under-way', isRestored: true }]);
    expect(rememberPreviews(store, new Set(), log).abandoned()).toEqual([]);
  });

  test('takes an edit of a message of that hour for no new question', async () => {
    const { start, at } = await anHourLater();
    const answered = openAnswered({ store: start(), clock: () => at.now });
    const isForgotten = (minutes: number) => answered.isForgotten(NINE + minutes * 60_000);
    expect([-15, -5, 30, 60, 61].map(isForgotten)).toEqual([false, true, true, true, false]);
  });

  test('an operator may have them asked all the same', async () => {
    const { start, work, answered, at } = await anHourLater();
    const store = start();
    expect(openFailed(store, () => at.now).retry()).toBe(2);
    store.db.exec('DELETE FROM turns');
    await work(store);
    expect(answered.filter((id) => id === 'waits')).toHaveLength(2);
  });

  test('is one event of its life: the next start knows itself again', async () => {
    const { start, work, answered, admit, warned } = await anHourLater();
    const store = start();
    await admit(store, 'new');
    store.close();
    const next = start();
    await work(next);
    expect([answered.at(-1), warned.length]).toEqual(['new', 1]);
  });
});

describe('[L5] an older file that is put back while the file beside it stays', () => {
  /** `running`: the copy is taken while the gateway works. */
  async function putBack(how: { copy: 'running' | 'stopped'; ends: 'stopped' | 'killed' }) {
    const gateway = aGateway();
    const { folder, start, keep, work, admit } = gateway;
    const before = start();
    const mark = keep(before);
    await admit(before, 'waits');
    await mark.tick();
    let copy = backUp(before);
    let [store, last] = [before, mark];
    if (how.copy === 'stopped') {
      await mark.stop();
      before.close();
      copy = join(aFolder(), 'copy.sqlite');
      cpSync(storePath(folder, 'default'), copy);
      store = start();
      last = keep(store);
    }
    await work(store);
    if (how.ends === 'stopped') await last.stop();
    else await last.tick();
    store.close();
    cpSync(copy, storePath(folder, 'default'));
    return gateway;
  }

  test.each([
    { copy: 'running', ends: 'stopped' },
    { copy: 'running', ends: 'killed' },
    { copy: 'stopped', ends: 'stopped' },
    { copy: 'stopped', ends: 'killed' },
  ] as const)('asks the agent nothing twice: %o', async (how) => {
    const { start, work, answered, warned, at } = await putBack(how);
    const store = start();
    await work(store);
    expect(answered).toEqual(['waits']);
    expect(openFailed(store, () => at.now).list()).toMatchObject([
      { id: 'waits', why: expect.stringMatching('restored') },
    ]);
    expect(warned).toEqual([expect.stringMatching(/comes from a backup: 1 events/)]);
  });

  test('is one event of its life, too', async () => {
    const { start, keep, work, admit, answered, warned } = await putBack({ copy: 'running', ends: 'killed' });
    const store = start();
    const mark = keep(store);
    await admit(store, 'new');
    await mark.stop();
    store.close();
    await work(start());
    expect([answered, warned.length]).toEqual([['waits', 'new'], 1]);
  });
});

describe('[L5] no backup', () => {
  test.each<[string, (folder: string, store: Store) => string]>([
    ['another start', (folder) => folder],
    [
      'a folder that was moved',
      (folder) => {
        const moved = aFolder();
        cpSync(folder, moved, { recursive: true });
        return moved;
      },
    ],
  ])('%s answers what waits', async (_name, move) => {
    const { folder, start, admit, warned } = aGateway();
    const store = start();
    await admit(store, 'waits');
    store.close();
    const moved = move(folder, store);
    const after = openAccountStore({
      folder: moved,
      accountId: 'default',
      clock: () => NINE,
      newId: () => expect.unreachable('it is the same store'),
      log: { info: () => undefined, warn: (line) => void warned.push(line) },
    });
    expect(after.db.prepare("SELECT id FROM ingress WHERE status = 'pending'").all()).toEqual([{ id: 'waits' }]);
    expect(warned).toEqual([]);
    after.close();
  });

  test('a first start that was killed before the store knew its name', async () => {
    const { folder, start, admit, warned } = aGateway();
    const store = start();
    await admit(store, 'waits');
    store.close();
    using db = new DatabaseSync(storePath(folder, 'default'));
    db.exec('DELETE FROM identity');
    expect(start().db.prepare("SELECT id FROM ingress WHERE status = 'pending'").all()).toEqual([{ id: 'waits' }]);
    expect(warned).toEqual([]);
  });

  test.each<[string, (mark: { tick(): Promise<void> }, store: Store) => Promise<unknown>]>([
    ['before it has counted a change', async () => undefined],
    ['after it has counted some', (mark) => mark.tick()],
    [
      'after the store had the count, and before the file beside it',
      async (mark, store) => {
        await mark.tick();
        const { id } = store.db.prepare('SELECT id FROM identity').get() ?? {};
        store.db
          .prepare('UPDATE identity SET id = ?')
          .run(String(id).replace(/\d$/, (digit) => `${Number(digit) + 1}`));
      },
    ],
  ])('a gateway that was killed %s', async (_name, until) => {
    const { start, keep, admit, warned } = aGateway();
    const store = start();
    const mark = keep(store);
    await admit(store, 'waits');
    await until(mark, store);
    store.close();
    expect(start().db.prepare("SELECT id FROM ingress WHERE status = 'pending'").all()).toEqual([{ id: 'waits' }]);
    expect(warned).toEqual([]);
  });

  test('a store of a version that did not count', async () => {
    const { folder, start, admit, warned } = aGateway();
    const store = start();
    await admit(store, 'waits');
    store.db.exec("UPDATE identity SET id = 'id-0'");
    writeFileSync(`${storePath(folder, 'default')}.pid`, 'id-0');
    store.close();
    expect(start().db.prepare("SELECT id FROM ingress WHERE status = 'pending'").all()).toEqual([{ id: 'waits' }]);
    expect(warned).toEqual([]);
  });
});
