import { describe, expect, test } from 'vitest';
import { accepts, aProcess, aStore, aTime, away, HOUR, MINUTE, said, settled, shut } from './a-process.ts';

const DAY = 24 * HOUR;

describe('the wall clock is set while events wait', () => {
  test.each([
    ['a day and an hour ahead', DAY + HOUR],
    ['a day back', -DAY],
    ['a month ahead', 30 * DAY],
  ])('%s: none of them is too old, and all arrive in their order', async (_, ms) => {
    const process = aProcess();
    process.outside.answer = away();
    for (const id of ['a', 'b', 'c']) void process.put(said(id, { at: process.now() }));
    await process.pass(MINUTE);
    process.setClock(ms);
    await process.pass(10 * MINUTE);
    expect(await process.store.rows.dead()).toEqual([]);
    process.setClock(0);
    process.outside.answer = accepts;
    await process.pass(2 * MINUTE);
    expect(process.gotIds()).toEqual(['a', 'b', 'c']);
  });

  test('an event that has waited for a day is given up, whatever the clock says', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(HOUR);
    process.setClock(-DAY);
    await process.pass(DAY + HOUR);
    expect((await process.store.rows.dead()).map(({ event }) => event.id)).toEqual(['a']);
  });

  test('an event that was left behind with a date in the future is taken in all the same', async () => {
    const [time, store] = [aTime(), aStore()];
    time.setClock(DAY);
    const dead = aProcess({ time, store });
    dead.outside.answer = away();
    void dead.put(said('a'));
    await settled();
    time.setClock(0);
    const other = aProcess({ time, store });
    other.outbox.begin(other.accessors, Promise.resolve());
    await other.outbox.takeInOrphans(other.accessors);
    await time.pass(MINUTE);
    expect(other.gotIds()).toContain('a');
  });
});

describe('refused for a clock that is wrong', () => {
  const skewed = () => ({ delivered: false, retry: 'pause', why: 'set the clock right', mendsItself: true }) as const;

  test.each([5_000, 20 * MINUTE, 30 * HOUR])(
    'after %i ms of it the next attempt is at most a minute away',
    async (ms) => {
      const process = aProcess();
      process.outside.answer = skewed;
      void process.put(said('a'));
      await process.pass(ms);
      expect(process.outbox.open()).toMatchObject({ isPaused: true });
      expect(await process.store.rows.dead()).toEqual([]);
      process.outside.answer = accepts;
      await process.pass(MINUTE);
      expect(process.gotIds()).toEqual(['a']);
    },
  );

  test('a wrong secret is asked about once a minute from the first time on', async () => {
    const process = aProcess();
    process.outside.answer = shut;
    void process.put(said('a'));
    await process.pass(10 * MINUTE);
    expect(process.pushes.length).toBeLessThanOrEqual(11);
  });
});
