import { describe, expect, test } from 'vitest';
import { openHeldLines } from '../../../rc-app/src/outbox/held-lines.ts';
import { openQueue } from '../../../rc-app/src/outbox/queue.ts';
import { aStore, deleted, edited, joined, reacted, said, settled } from './a-process.ts';

function aQueue() {
  const { rows } = aStore();
  const queue = openQueue({ stopwatch: () => 0, clock: () => 9, heldLines: openHeldLines() });
  /** An event that waits, because an attempt has failed. */
  const waits = (event: Parameters<typeof queue.add>[0], isAttempted = false, weight = 'context' as const) => {
    const entry = queue.add(event, { weight }, rows);
    return Object.assign(entry, { isAttempted, isDelayed: true });
  };
  return { queue, rows, waits, ids: () => queue.entries.map(({ row }) => row.event.id) };
}

const carols = (at: number) => ({ ...edited('m', { at, text: 'hers' }), actor: { ...said('m').actor, id: 'Carol1' } });

describe('an edit of a message that waits', () => {
  test('is taken in, with the greater weight, and is remembered as the edit', async () => {
    const { queue, rows, waits, ids } = aQueue();
    const message = waits(said('m', { text: 'one' }));
    const edit = edited('m', { at: 2, text: 'two' });
    void queue.absorb(edit, 'addressed', rows);
    await settled();
    expect(message.row).toMatchObject({ weight: 'addressed', version: 1, event: { message: { text: 'two' } }, edit });
    expect(ids()).toEqual(['m']);
  });

  test('[S17] by somebody else takes its words, and changes nothing else of it', async () => {
    const { queue, rows, waits } = aQueue();
    const message = waits(said('m', { text: 'one' }));
    expect(await queue.absorb(carols(2), 'addressed', rows)).toBeUndefined();
    expect(message.row).toMatchObject({ weight: 'context', event: { message: { text: '' } } });
  });

  test('[S17] by somebody else forgets the author’s edit of it, where its words may be known, and no other edit', async () => {
    const { queue, rows, waits } = aQueue();
    const [message, other] = [waits(said('m'), true), waits(said('other'), true)];
    void queue.absorb(edited('m', { at: 2, text: 'two' }), 'context', rows);
    void queue.absorb(edited('other', { at: 2, text: 'two' }), 'context', rows);
    expect(await queue.absorb(carols(3), 'context', rows)).toBeUndefined();
    expect(message.row).toMatchObject({ edit: undefined, weight: 'context', event: { message: { text: 'two' } } });
    expect(other.row).toMatchObject({ version: 1, edit: { id: 'other:2' } });
  });

  test('is not one of a message that is not there, nor is what is no edit', async () => {
    const { queue, rows, waits, ids } = aQueue();
    const message = waits(said('m'), true);
    void queue.absorb(edited('m', { at: 2 }), 'context', rows);
    expect(await queue.absorb(joined('j'), 'context', rows)).toBeUndefined();
    expect(await queue.absorb(edited('other', { at: 3 }), 'context', rows)).toBeUndefined();
    expect([ids(), message.row.version]).toEqual([['m'], 1]);
  });
});

describe('a deletion', () => {
  test('of a message that nobody can know leaves nothing behind, at once', async () => {
    const { queue, rows, waits, ids } = aQueue();
    const entries = [waits(said('m')), waits(reacted('m', { at: 2 }))];
    const outcome = queue.absorb(deleted('m', { at: 3 }), 'context', rows);
    expect(ids()).toEqual([]);
    expect(await outcome).toMatchObject({ delivered: false, retry: 'never', isMoot: true });
    for (const { handed } of entries) expect(await handed).toMatchObject({ isMoot: true });
    await settled();
    expect(await rows.waiting()).toEqual([]);
  });

  test('of a message of which a part may be known is sent in place of it', async () => {
    const { queue, rows, waits, ids } = aQueue();
    waits(said('other'));
    waits(said('m'));
    waits(reacted('m', { at: 2 }), true);
    const outcome = queue.absorb(deleted('m', { at: 3 }), 'addressed', rows);
    expect(ids()).toEqual(['other', 'm:deleted']);
    expect(await outcome).toBeUndefined();
    expect(queue.entries[1]?.row).toMatchObject({ weight: 'addressed', event: { type: 'message.deleted' } });
  });

  test('of a message that does not wait is left to itself', async () => {
    const { queue, rows, ids } = aQueue();
    expect(await queue.absorb(deleted('m', { at: 3 }), 'context', rows)).toBeUndefined();
    expect(ids()).toEqual([]);
  });
});

describe('after an attempt that failed', () => {
  test('the edits that came meanwhile are taken in, and those of other messages stay', async () => {
    const { queue, rows, waits, ids } = aQueue();
    waits(said('other', { at: 0 }));
    const message = waits(said('m', { at: 1 }), true);
    queue.add(edited('m', { at: 2, text: 'two' }), { weight: 'context' }, rows);
    queue.add(edited('gone', { at: 3 }), { weight: 'context' }, rows);
    await queue.takeInChanges(rows);
    expect(ids()).toEqual(['other', 'm', 'gone:3']);
    expect(message.row.event).toMatchObject({ message: { text: 'two' } });
  });
});

describe('as the server has it now, a message', () => {
  const now = { is: 'changed', event: said('m', { text: 'now' }), edit: edited('m', { at: 5 }) } as const;

  test('that was changed gets its present text, and keeps its weight', async () => {
    const { queue, rows, waits } = aQueue();
    const message = waits(said('m'), true);
    await queue.correct(message, now, rows);
    expect(message.row).toMatchObject({ weight: 'context', event: { message: { text: 'now' } }, edit: { id: 'm:5' } });
  });

  test.each([
    ['that is as it was', { is: 'same' }, true, true],
    ['that has left already', now, false, true],
    ['that never had to wait', now, true, false],
  ] as const)('%s stays as it is', async (_, standing, isHere, isDelayed) => {
    const { queue, rows, waits } = aQueue();
    const message = Object.assign(waits(said('m', { text: 'one' })), { isDelayed });
    if (!isHere) queue.take(message, rows);
    await queue.correct(message, standing, rows);
    expect(message.row).toMatchObject({ version: 0, event: { message: { text: 'one' } } });
  });

  test('that is gone ends, where a part of it may be known', async () => {
    const { queue, rows, waits, ids } = aQueue();
    const message = waits(said('m'));
    waits(reacted('m', { at: 2 }), true);
    await queue.correct(message, { is: 'gone' }, rows);
    expect(queue.entries.map(({ row }) => [row.event.type, row.event.at, row.weight])).toEqual([
      ['message.deleted', 9, 'context'],
    ]);
    expect(ids()).toHaveLength(1);
  });

  test('that is gone ends once: its deletion may wait already', async () => {
    const { queue, rows, waits, ids } = aQueue();
    const message = waits(said('m'), true);
    waits(deleted('m', { at: 3 }));
    await queue.correct(message, { is: 'gone' }, rows);
    expect(ids()).toEqual(['m:deleted']);
  });
});
