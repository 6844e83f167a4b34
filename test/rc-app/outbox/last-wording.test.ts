import type { EventOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import {
  accepts,
  aProcess,
  aStore,
  aTime,
  away,
  deleted,
  edited,
  MINUTE,
  reacted,
  said,
  settled,
} from './a-process.ts';

type Process = ReturnType<typeof aProcess>;

const words = ({ got }: Pick<Process, 'got'>) =>
  got.map((event) =>
    'message' in event && event.message && 'text' in event.message ? event.message.text : event.type,
  );

/** A gateway that has stored the events, but whose answer was lost. */
const hasIt =
  (...known: string[]): Process['outside']['answer'] =>
  (ids) => ({
    delivered: true,
    answer: { results: ids.map((id) => ({ id, outcome: known.includes(id) ? 'duplicate' : 'accepted' })) },
  });

/** A message whose first attempt has failed. */
async function tried(text = 'delete server A') {
  const process = aProcess();
  process.outside.answer = away();
  void process.put(said('m', { at: 1, text }));
  await process.pass(MINUTE);
  return process;
}

async function back(process: Process, answer: Process['outside']['answer'] = accepts): Promise<void> {
  process.outside.answer = answer;
  process.outbox.wake(process.accessors);
  await process.pass(2 * MINUTE);
  expect(process.store.all()).toEqual([]);
}

/** Tried with an answer that comes when it is asked for. */
async function onItsWay() {
  const process = aProcess();
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof accepts>>>();
  process.outside.answer = () => promise;
  void process.put(said('m', { at: 1, text: 'delete server A' }));
  await process.pass(60);
  expect(process.pushes).toHaveLength(1);
  return { process, fails: () => resolve({ delivered: false, retry: 'later', why: 'away' }) };
}

describe('[F23] after an attempt in vain', () => {
  test.each<[string, (process: Process) => void, (string | undefined)[]]>([
    ['edited', ({ put }) => void put(edited('m', { at: 2, text: 'delete server B' })), ['delete server B']],
    ['deleted', ({ put }) => void put(deleted('m', { at: 2 })), ['message.deleted']],
  ])('%s: the first wording does not leave', async (_name, change, expected) => {
    const process = await tried();
    change(process);
    await back(process);
    expect(words(process)).toEqual(expected);
  });

  test.each<[string, (process: Process) => void, string[]]>([
    ['edited', ({ put }) => void put(edited('m', { at: 2, text: 'delete server B' })), ['delete server B']],
    ['deleted', ({ put }) => void put(deleted('m', { at: 2 })), ['message.deleted']],
  ])('%s while it is on its way, and not answered: the same', async (_name, change, expected) => {
    const { process, fails } = await onItsWay();
    change(process);
    await settled();
    fails();
    await process.pass(10);
    await back(process);
    expect(words(process)).toEqual(expected);
  });

  test('the gateway had the first wording: it gets the edit as well', async () => {
    const process = await tried();
    void process.put(edited('m', { at: 2, text: 'delete server B' }));
    await back(process, hasIt('m'));
    expect(process.got).toMatchObject([{ type: 'message.updated', message: { text: 'delete server B' } }]);
  });

  test('so it is after a crash of this process', async () => {
    const [time, store] = [aTime(), aStore()];
    const dead = aProcess({ time, store });
    dead.outside.answer = away();
    void dead.put(said('m', { at: 1, text: 'delete server A' }));
    await time.pass(MINUTE);
    void dead.put(edited('m', { at: 2, text: 'delete server B' }));
    await settled();
    dead.outside.answer = () => new Promise(() => {});
    const next = aProcess({ time, store });
    next.outside.answer = hasIt('m');
    next.outbox.begin(next.accessors, Promise.resolve());
    await time.pass(MINUTE);
    expect(next.pushes[0]?.events).toMatchObject([{ type: 'message.sent', message: { text: 'delete server B' } }]);
    expect(next.got).toMatchObject([{ type: 'message.updated', message: { text: 'delete server B' } }]);
  });

  test('of several edits the last one counts, and a reaction comes after it', async () => {
    const process = await tried();
    void process.put(edited('m', { at: 2, text: 'delete server B' }));
    await settled();
    void process.put(reacted('m', { at: 3 }), { weight: 'reaction' });
    void process.put(edited('m', { at: 4, text: 'delete nothing' }));
    await back(process);
    expect(words(process)).toEqual(['delete nothing', 'reaction.added']);
  });

  test('an edit is tried in vain, and its message deleted: only the deletion leaves', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(edited('m', { at: 2, text: '@bot delete server A' }));
    await process.pass(MINUTE);
    void process.put(edited('m', { at: 3, text: '@bot delete server B' }));
    await settled();
    void process.put(deleted('m', { at: 4 }));
    await back(process);
    expect(words(process)).toEqual(['message.deleted']);
  });

  test('[S17] an editor’s words come after those of the author, and nothing of the author’s after them', async () => {
    const process = await tried('one');
    void process.put(edited('m', { at: 2, text: 'two' }));
    await settled();
    void process.put({ ...edited('m', { at: 3, text: '/approve' }), actor: { ...said('m').actor, id: 'Carol1' } });
    await back(process, hasIt('m'));
    expect(process.got).toMatchObject([{ type: 'message.updated', actor: { id: 'Carol1' } }]);
  });
});

describe('[F23] a message that had to wait is read again before it leaves', () => {
  const now = (text: string): EventOf<'message.sent'> => said('m', { at: 1, text });

  test('an edit that no process has heard of: it leaves as it stands', async () => {
    const process = await tried();
    process.outside.stands.set('m', { is: 'changed', event: now('delete server B'), edit: edited('m', { at: 2 }) });
    await back(process);
    expect(words(process)).toEqual(['delete server B']);
  });

  test('a deletion that no process has heard of: it leaves, because the gateway may have the message', async () => {
    const process = await tried();
    process.outside.stands.set('m', { is: 'gone' });
    await back(process);
    expect(process.got).toMatchObject([{ type: 'message.deleted', actor: { type: 'unknown' }, message: { id: 'm' } }]);
  });

  test('a deleted message that has never left needs no deletion', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('other', { at: 0, text: 'other' }));
    await process.pass(MINUTE);
    void process.put(said('m', { at: 1 }));
    await settled();
    process.outside.stands.set('m', { is: 'gone' });
    await back(process);
    expect(words(process)).toEqual(['other']);
  });

  test('[S17] another person’s edit of words that may be known does not leave as the author’s', async () => {
    const process = await tried('one');
    const event = now('');
    const theirs = { ...event, message: { ...event.message, editedBy: { id: 'Carol1', username: 'carol', name: '' } } };
    process.outside.stands.set('m', { is: 'changed', event: theirs, edit: edited('m', { at: 2 }) });
    await back(process);
    expect(words(process)).toEqual(['one']);
  });

  test('a message that leaves at once is not read again', async () => {
    const process = aProcess();
    process.outside.stands.set('m', { is: 'gone' });
    void process.put(said('m', { at: 1, text: 'one' }));
    await process.pass(60);
    expect(words(process)).toEqual(['one']);
  });
});
