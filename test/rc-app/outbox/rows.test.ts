import { expect, test } from 'vitest';
import { aStore, edited, said } from './a-process.ts';

const row = (id: string, version = 0, text = 'hi') =>
  ({ event: said(id, { text }), weight: 'addressed', heardAt: 1, version }) as const;

test('of several rows of one event the newest counts, in whatever order they are read', async () => {
  const { rows } = aStore();
  for (const [version, text] of [
    [1, 'one'],
    [3, 'three'],
    [2, 'two'],
  ] as const)
    await rows.write(row('m', version, text));
  expect(await rows.waiting()).toMatchObject([{ version: 3, event: { message: { text: 'three' } } }]);
});

test('a row that this version cannot read stays for the one that can, and hides no other', async () => {
  const { all, rows } = aStore();
  await rows.write({ ...row('m'), event: { type: 'from the future', id: 'f' } as never });
  await rows.write({ ...row('n'), edit: edited('n', { at: 2 }) });
  await rows.write({ ...row('o'), edit: { type: 'from the future' } as never });
  expect((await rows.waiting()).map(({ event, edit }) => [event.id, edit?.id])).toEqual([
    ['n', 'n:2'],
    ['o', undefined],
  ]);
  expect(all()).toHaveLength(3);
});

test('a dead letter waits no more, waits again when an admin says so, and is dropped for good', async () => {
  const { all, rows } = aStore();
  await rows.write(row('m'));
  await rows.write(row('n'));
  const letter = { ...row('m'), why: 'old', diedAt: 9 };
  await rows.bury(letter);
  const state = async () => [await rows.isWaiting('m'), (await rows.dead()).map(({ why }) => why)];
  expect(await state()).toEqual([false, ['old']]);
  await rows.revive(row('m', 1));
  expect(await state()).toEqual([true, []]);
  await rows.bury(letter);
  await rows.drop(letter);
  expect(await state()).toEqual([false, []]);
  expect((await rows.waiting()).map(({ event }) => event.id)).toEqual(['n']);
  expect(all()).toHaveLength(1);
});
