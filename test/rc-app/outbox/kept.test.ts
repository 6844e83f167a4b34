import { describe, expect, test } from 'vitest';
import {
  accepts,
  aProcess,
  aStore,
  aTime,
  away,
  deleted,
  drained,
  edited,
  HOUR,
  MINUTE,
  poisonedBy,
  reacted,
  said,
  settled,
  shut,
} from './a-process.ts';

/** As written in the store: what waits, and what was given up. */
const stored = async ({ store }: Pick<ReturnType<typeof aProcess>, 'store'>) => ({
  waiting: (await store.rows.waiting()).map(({ event }) => event.id),
  dead: (await store.rows.dead()).map(({ event, why }) => [event.id, why]),
});

describe('write-ahead', () => {
  test('an event is written when it comes, and forgotten when the gateway has it', async () => {
    const process = aProcess();
    void process.put(said('a'));
    await settled();
    expect(await stored(process)).toEqual({ waiting: ['a'], dead: [] });
    await process.pass(50);
    expect(process.store.all()).toEqual([]);
  });

  test('events that a dead process left behind go first, in order, from the next one', async () => {
    const [time, store] = [aTime(), aStore()];
    const dead = aProcess({ time, store });
    dead.outside.answer = away();
    for (const n of [3, 1, 2]) void dead.put(said(`old-${n}`, { at: n }));
    await time.pass(MINUTE);
    dead.outside.answer = () => new Promise(() => {});
    const next = aProcess({ time, store });
    void next.put(said('new', { at: 9 }));
    await time.pass(50);
    expect(next.gotIds()).toEqual(['old-1', 'old-2', 'old-3', 'new']);
    expect(store.all()).toEqual([]);
  });

  test('messages that are found in the rooms at the start keep their place before new ones', async () => {
    const process = aProcess();
    const caughtUp = Promise.withResolvers<void>();
    process.outbox.begin(process.accessors, caughtUp.promise);
    void process.put(said('now', { at: 9 }));
    await process.pass(1_000);
    void process.put(said('missed', { at: 1 }));
    caughtUp.resolve();
    await process.pass(100);
    expect(process.gotIds()).toEqual(['missed', 'now']);
  });

  test('a search that takes long keeps nobody waiting', async () => {
    const process = aProcess();
    process.outbox.begin(process.accessors, new Promise(() => {}));
    void process.put(said('now'));
    await process.pass(3_001);
    expect(process.gotIds()).toEqual(['now']);
  });

  test('an event that cannot be written leaves all the same', async () => {
    const process = aProcess();
    process.accessors.rows.write = async () => Promise.reject(new Error('no disk'));
    const handed = process.put(said('a'));
    await process.pass(50);
    expect(await handed).toMatchObject({ delivered: true });
    expect(process.outbox.heldLines.take()).toMatchObject([
      { level: 'warn', text: expect.stringContaining('no disk') },
    ]);
  });
});

describe('two servers over one store', () => {
  test('after an hour both have heard of some, and all of it comes in order', async () => {
    const [time, store] = [aTime(), aStore()];
    const [one, two] = [aProcess({ time, store }), aProcess({ time, store, dice: 0 })];
    one.outside.answer = two.outside.answer = away();
    for (let n = 0; n < 20; n++) void (n % 2 ? one : two).put(said(`${n}`.padStart(2, '0'), { at: n }));
    await time.pass(HOUR);
    const got: string[] = [];
    one.outside.answer = two.outside.answer = (ids) => {
      const isNew = (id: string) => !got.includes(id);
      got.push(...ids.filter(isNew));
      return accepts(ids);
    };
    await time.pass(5 * MINUTE);
    expect(got).toEqual([...got].sort());
    expect(got).toHaveLength(20);
    expect(store.all()).toEqual([]);
  });

  test('of two servers one cannot deliver: the other does, and the first neither buries nor repeats what is gone', async () => {
    const [time, store] = [aTime(), aStore()];
    const [fetched, other] = [aProcess({ time, store }), aProcess({ time, store })];
    other.outside.answer = away();
    fetched.outbox.begin(fetched.accessors, Promise.resolve());
    for (let n = 0; n < 5; n++) void other.put(said(`${n}`, { at: n }));
    await time.pass(2_001);
    await fetched.outbox.takeInOthers(fetched.accessors);
    await time.pass(50);
    expect(fetched.gotIds()).toEqual(['0', '1', '2', '3', '4']);
    expect(store.all()).toEqual([]);
    await time.pass(3 * MINUTE);
    expect(other.outbox.heldLines.take().map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^5 events .* by another/),
    );
    const attempts = other.pushes.length;
    other.outside.answer = accepts;
    await time.pass(25 * HOUR);
    expect(other.pushes).toHaveLength(attempts);
    expect(await store.rows.dead()).toEqual([]);
  });

  test('an edit that one server has taken into its message leaves, also where another server has sent the message', async () => {
    const [time, store] = [aTime(), aStore()];
    const [fetched, other] = [aProcess({ time, store }), aProcess({ time, store })];
    other.outside.answer = away();
    fetched.outbox.begin(fetched.accessors, Promise.resolve());
    void other.put(said('attempted', { at: 0 }));
    await time.pass(50);
    void other.put(said('m', { at: 60 }));
    await time.pass(10);
    void other.put(edited('m', { at: 70, text: 'edited' }));
    await settled();
    await store.rows.forget('m');
    await time.pass(3 * MINUTE);
    other.outside.answer = accepts;
    other.outbox.wake(other.accessors);
    await time.pass(MINUTE);
    expect(other.gotIds()).toEqual(['attempted', 'm:70']);
  });

  test('an event that is written down during the search for gone ones is not let go', async () => {
    const process = aProcess();
    const { rows } = process.store;
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(2 * MINUTE);
    const waiting = async () => {
      const read = await rows.waiting();
      void process.outbox.put(said('b', { at: 1 }), { weight: 'addressed' }, process.accessors);
      await settled();
      return read;
    };
    process.outbox.wake({ ...process.accessors, rows: { ...rows, waiting } });
    await process.pass(MINUTE);
    process.outside.answer = accepts;
    await process.pass(5 * MINUTE);
    expect(process.gotIds()).toEqual(['a', 'b']);
  });

  test('a sign that comes while an attempt is failing is as good as one that comes later', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(50);
    let fail = () => {};
    process.outside.answer = (ids) =>
      new Promise((answer) => {
        fail = () => answer(away()(ids));
      });
    await process.pass(MINUTE);
    process.outbox.wake(process.accessors);
    process.outside.answer = accepts;
    fail();
    await process.pass(10);
    expect(process.gotIds()).toEqual(['a']);
  });

  test('the orphans of a server that is gone are taken in, the young ones of one that lives are not', async () => {
    const [time, store] = [aTime(), aStore()];
    const gone = aProcess({ time, store });
    gone.outside.answer = () => new Promise(() => {});
    void gone.put(said('orphan'));
    await time.pass(2 * MINUTE);
    void gone.put(said('young'));
    await settled();
    const next = aProcess({ time, store });
    next.outbox.begin({ ...next.accessors, rows: { ...store.rows, waiting: async () => [] } }, Promise.resolve());
    await time.pass(50);
    await next.outbox.takeInOrphans(next.accessors);
    await time.pass(50);
    expect(next.gotIds()).toEqual(['orphan']);
  });
});

describe('dead letters', () => {
  test('a retry while the gateway is still away counts as new', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(25 * HOUR);
    await process.outbox.retry(process.accessors);
    await process.pass(23 * HOUR);
    expect(await stored(process)).toEqual({ waiting: ['a'], dead: [] });
  });

  test('one that the gateway refuses is listed with its reason, the others are delivered', async () => {
    const process = aProcess();
    process.outside.answer = (ids) => ({
      delivered: true,
      answer: {
        results: ids.map((id) =>
          id === 'b' ? { id, outcome: 'refused', reason: 'odd' } : { id, outcome: 'accepted' },
        ),
      },
    });
    const handed = ['a', 'b', 'c'].map((id, at) => process.put(said(id, { at })));
    await process.pass(50);
    expect(await stored(process)).toEqual({ waiting: [], dead: [['b', 'refused: odd']] });
    expect(process.gotIds()).toEqual(['a', 'c']);
    expect(await handed[1]).toMatchObject({ delivered: true });
  });

  test.each([
    [1, [0]],
    [50, [0]],
    [50, [49]],
    [50, [17]],
    [50, [3, 4, 30]],
    [120, [7, 77]],
  ])('of %i events those at %j poison their batch: they alone are listed, and order is kept', async (many, at) => {
    const process = aProcess();
    const id = (n: number) => `${n}`.padStart(3, '0');
    process.outside.answer = poisonedBy(...at.map(id));
    for (let n = 0; n < many; n++) void process.put(said(id(n), { at: n }));
    await process.pass(50);
    await drained(process);
    const others = Array.from({ length: many }, (_, n) => id(n)).filter((each) => !at.map(id).includes(each));
    expect(process.gotIds()).toEqual(others);
    expect(await stored(process)).toEqual({ waiting: [], dead: at.map((n) => [id(n), 'answered 400']) });
    expect(process.pushes.length).toBeLessThan(15 * at.length + 5);
  });

  test('a batch that is refused as a whole and taken in parts loses nothing', async () => {
    const process = aProcess();
    process.outside.answer = (ids) =>
      ids.length > 3 ? { delivered: false, retry: 'never', why: 'answered 413' } : accepts(ids);
    for (let n = 0; n < 20; n++) void process.put(said(`${n}`, { at: n }));
    await process.pass(50);
    expect(process.gotIds()).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`));
  });

  test('an answer that leaves one out is no answer for that one', async () => {
    const process = aProcess();
    process.outside.answer = (ids) => accepts(ids.filter((id) => id !== 'b'));
    for (const [at, id] of ['a', 'b'].entries()) void process.put(said(id, { at }));
    await process.pass(50);
    expect(await stored(process)).toEqual({ waiting: ['b'], dead: [] });
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    expect(process.pushes.at(-1)?.ids).toEqual(['b']);
  });
});

describe('a connection that is wrong pauses the outbox', () => {
  test('for days, without burying anything, and is said once', async () => {
    const process = aProcess();
    process.outside.answer = shut;
    void process.put(said('a'));
    await process.pass(72 * HOUR);
    expect(process.outbox.open()).toMatchObject({ isPaused: true, why: 'answered 401' });
    expect(process.outbox.heldLines.take()).toMatchObject([{ level: 'error', text: expect.stringContaining('401') }]);
    expect(await stored(process)).toEqual({ waiting: ['a'], dead: [] });
    expect(process.pushes.length).toBeLessThan(400);
  });

  test('until a setting is changed', async () => {
    const process = aProcess();
    process.outside.answer = shut;
    void process.put(said('a'));
    await process.pass(72 * HOUR);
    process.outside.answer = accepts;
    process.outbox.wake(process.accessors);
    await settled();
    expect(process.gotIds()).toEqual(['a']);
  });

  test('or until a probe passes', async () => {
    const process = aProcess();
    process.outside.answer = shut;
    void process.put(said('a'));
    await process.pass(10 * MINUTE);
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    expect(process.gotIds()).toEqual(['a']);
  });
});

describe('a message that has not left yet', () => {
  async function afterAway(put: (process: ReturnType<typeof aProcess>) => Promise<void>) {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('other', { at: -1 }));
    await process.pass(MINUTE);
    await put(process);
    await process.pass(MINUTE);
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    expect(process.store.all()).toEqual([]);
    return process.got.slice(1);
  }

  test('is edited where it waits, and leaves once, as it now is', async () => {
    const got = await afterAway(async ({ put }) => {
      void put(said('m', { at: 1, text: 'one' }));
      await settled();
      void put(edited('m', { at: 2, text: 'two' }));
      await settled();
      void put(edited('m', { at: 3, text: 'three' }));
    });
    expect(got).toMatchObject([{ type: 'message.sent', id: 'm', at: 1, message: { text: 'three' } }]);
  });

  test('of several edits the last one leaves', async () => {
    const got = await afterAway(async ({ put }) => {
      for (const at of [1, 2, 3]) {
        void put(edited('m', { at, text: `${at}` }));
        await settled();
      }
    });
    expect(got).toMatchObject([{ type: 'message.updated', id: 'm:3', message: { text: '3' } }]);
  });

  test('is deleted with all that happened to it, and nothing leaves', async () => {
    const got = await afterAway(async ({ put }) => {
      void put(said('m', { at: 1 }));
      void put(reacted('m', { at: 2 }), { weight: 'reaction' });
      await settled();
      const gone = put(deleted('m', { at: 3 }));
      expect(await gone).toMatchObject({ isMoot: true });
    });
    expect(got).toEqual([]);
  });

  test('leaves as a deletion where another server has delivered it', async () => {
    const got = await afterAway(async ({ put, store }) => {
      void put(said('m', { at: 1 }));
      await settled();
      await store.rows.forget('m');
      void put(deleted('m', { at: 3 }));
    });
    expect(got).toMatchObject([{ type: 'message.deleted' }]);
  });

  test('leaves with its edit where the gateway had it before', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('other', { at: -1 }));
    await process.pass(MINUTE);
    void process.put(said('m', { at: 1, text: 'one' }));
    await settled();
    void process.put(edited('m', { at: 2, text: 'two' }));
    process.outside.answer = (ids) => ({
      delivered: true,
      answer: { results: ids.map((id) => ({ id, outcome: id === 'm' ? 'duplicate' : 'accepted' })) },
    });
    await process.pass(2 * MINUTE);
    expect(process.gotIds()).toEqual(['other', 'm:2']);
  });

  describe('[S17] holds no words of an editor as its author’s', () => {
    const BOB = said('m').actor;
    const CAROL = { ...BOB, id: 'Carol1', username: 'carol', name: 'Carol' };
    const by = (actor: typeof BOB, at: number, text: string) => ({
      ...edited('m', { at, text }),
      actor,
      authorId: BOB.id,
    });
    const withheld = {
      type: 'message.sent',
      actor: { id: BOB.id },
      message: { text: '', editedBy: { id: 'Carol1', username: 'carol' } },
    };

    test.each<[string, ReturnType<typeof by>[], object[]]>([
      [
        'an editor',
        [by(CAROL, 2, '/approve 1 allow-always')],
        [withheld, { type: 'message.updated', actor: { id: 'Carol1' }, message: { text: '/approve 1 allow-always' } }],
      ],
      [
        'its author, then an editor',
        [by(BOB, 2, 'better'), by(CAROL, 3, '!stop')],
        [withheld, { actor: { id: 'Carol1' }, message: { text: '!stop' } }],
      ],
      [
        'an editor twice',
        [by(CAROL, 2, 'a'), by(CAROL, 3, 'b')],
        [withheld, { actor: { id: 'Carol1' }, message: { text: 'b' } }],
      ],
      [
        'an editor, then its author',
        [by(CAROL, 2, '/approve'), by(BOB, 3, 'mine again')],
        [{ type: 'message.sent', actor: { id: BOB.id }, message: { text: 'mine again' } }],
      ],
      [
        'author, editor, author, editor',
        [by(BOB, 2, 'a'), by(CAROL, 3, 'b'), by(BOB, 4, 'c'), by(CAROL, 5, '@bot d')],
        [withheld, { actor: { id: 'Carol1' }, message: { text: '@bot d' } }],
      ],
    ])('edited by %s', async (_name, edits, expected) => {
      const got = await afterAway(async ({ put }) => {
        void put(said('m', { at: 1, text: 'good morning' }));
        for (const edit of edits) {
          await settled();
          void put(edit);
        }
      });
      expect(got).toMatchObject(expected);
      expect(got).toHaveLength(expected.length);
      expect(JSON.stringify(got)).not.toContain('good morning');
    });

    test('edited, deleted: nothing leaves', async () => {
      const got = await afterAway(async ({ put }) => {
        void put(said('m', { at: 1 }));
        await settled();
        void put(by(CAROL, 2, '/approve'));
        await settled();
        void put(deleted('m', { at: 3 }));
      });
      expect(got).toEqual([]);
    });

    test('tried already, its author’s words stay, and the edit follows', async () => {
      const process = aProcess();
      process.outside.answer = away();
      void process.put(said('m', { at: 1, text: 'one' }));
      await process.pass(MINUTE);
      void process.put(by(CAROL, 2, '/approve'));
      process.outside.answer = accepts;
      await process.pass(2 * MINUTE);
      expect(process.got).toMatchObject([
        { type: 'message.sent', message: { text: 'one' } },
        { type: 'message.updated', actor: { id: 'Carol1' } },
      ]);
    });

    test('a post of an integration stays its own when the account that it names edits it', async () => {
      const hook = { ...BOB, id: 'integration:Hook1', username: '', type: 'bot' as const };
      const got = await afterAway(async ({ put }) => {
        void put({ ...said('m', { at: 1 }), actor: hook });
        await settled();
        void put({ ...by(BOB, 2, '/approve'), authorId: hook.id });
      });
      expect(got).toMatchObject([{ actor: { id: hook.id }, message: { text: '' } }, { actor: { id: BOB.id } }]);
    });
  });
});
