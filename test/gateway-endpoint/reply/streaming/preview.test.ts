import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refuseWrites } from '../../refuse-writes.ts';
import { aStore } from '../../services.ts';
import { aPreviewer, aRoom, type Edit, PLACE } from './a-room.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A model that says a word every 50 ms for a minute. */
async function aMinuteOfWords(update: (text: string) => void): Promise<void> {
  let text = '';
  for (let word = 0; word < 1_200; word++) {
    text += `word ${word} `;
    update(text);
    await vi.advanceTimersByTimeAsync(50);
  }
}

const gaps = (edits: readonly Edit[]) => edits.slice(1).map(({ at }, index) => at - (edits[index]?.at ?? 0));

describe('a preview that grows for a minute', () => {
  test.each([0, 30, 400, 2_500])('has at most one edit per second where the server takes %i ms', async (latencyMs) => {
    const room = aRoom({ latencyMs });
    const preview = aPreviewer(room).open(PLACE);
    await aMinuteOfWords(preview.update);
    expect(Math.min(...gaps(room.edits))).toBeGreaterThanOrEqual(1_000);
    expect(room.edits.length).toBeGreaterThan(60_000 / (1_000 + latencyMs) / 1.2 - 2);
    expect(room.posts.size).toBe(1);
  });

  test('shares the rate with the others in its room, and with no other room', async () => {
    const room = aRoom();
    const previews = aPreviewer(room);
    const [one, two, elsewhere] = [PLACE, PLACE, { ...PLACE, roomId: 'Room2' }].map((place) => previews.open(place));
    await aMinuteOfWords((text) => {
      one?.update(`${text} one`);
      two?.update(`${text} two`);
      elsewhere?.update(text);
    });
    const here = room.edits.filter(({ roomId }) => roomId === PLACE.roomId);
    expect(Math.min(...gaps(here))).toBeGreaterThanOrEqual(1_000);
    expect(here.filter(({ text }) => text?.endsWith('one')).length).toBeGreaterThan(20);
    expect(here.filter(({ text }) => text?.endsWith('two')).length).toBeGreaterThan(20);
    expect(room.edits.length - here.length).toBeGreaterThan(50);
  });

  test('becomes the answer when an edit is due, and not before', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open({ ...PLACE, isQuiet: false });
    await aMinuteOfWords(preview.update);
    const last = room.edits.at(-1)?.at ?? 0;
    const became = preview.become('the answer', 'final');
    await vi.advanceTimersByTimeAsync(1_000);
    await became;
    expect(room.edits.at(-1)).toMatchObject({ text: 'the answer' });
    expect((room.edits.at(-1)?.at ?? 0) - last).toBeGreaterThanOrEqual(1_000);
    await preview.clear();
    expect([...room.posts.values()]).toEqual([{ text: 'the answer', quiet: undefined }]);
  });
});

describe('a preview', () => {
  test.each([
    ['is quiet', true, 199],
    ['becomes the answer', false, 999],
  ])('that %s is never posted where the answer is there at once', async (_how, isQuiet, ms) => {
    const room = aRoom();
    const preview = aPreviewer(room).open({ ...PLACE, isQuiet });
    preview.update('the whole');
    await vi.advanceTimersByTimeAsync(ms);
    await preview.clear();
    expect(room.edits).toEqual([]);
  });

  test('shows the first words after 200 ms', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open(PLACE);
    preview.update('the first');
    await vi.advanceTimersByTimeAsync(200);
    expect(room.edits).toMatchObject([{ text: 'the first' }]);
    await preview.clear();
  });

  test('is posted without a notification, and taken away', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open(PLACE);
    preview.update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...room.posts.values()]).toEqual([{ text: 'half an ans', quiet: true }]);
    expect(await preview.clear()).toBe(true);
    expect(room.posts.size).toBe(0);
  });

  test('is a whole post at any time: code closed, nobody pinged', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open(PLACE);
    preview.update('hey @all\n```js\nlet a = 1');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...room.posts.values()][0]?.text).toBe('hey @\u200ball\n```js\nlet a = 1\n```');
  });

  test('of a long text shows its end', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open(PLACE);
    preview.update(`${'a long beginning\n'.repeat(300)}the end`);
    await vi.advanceTimersByTimeAsync(1_000);
    const text = [...room.posts.values()][0]?.text ?? '';
    expect(text).toMatch(/^…\n[\s\S]*the end$/);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  test('that somebody deletes does not come back', async () => {
    const room = aRoom();
    const preview = aPreviewer(room).open(PLACE);
    preview.update('one');
    await vi.advanceTimersByTimeAsync(1_000);
    room.posts.clear();
    preview.update('one two');
    await vi.advanceTimersByTimeAsync(1_000);
    preview.update('one two three');
    await vi.advanceTimersByTimeAsync(3_000);
    expect([room.posts.size, preview.id()]).toEqual([0, undefined]);
    expect(await preview.clear()).toBe(true);
  });
});

describe('a preview that is left behind', () => {
  test('by a gateway that falls is taken away at the next start', async () => {
    const store = aStore();
    const room = aRoom();
    aPreviewer(room, store).open(PLACE).update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(room.posts.size).toBe(1);
    const next = aPreviewer(room, store);
    next.start();
    await vi.waitFor(() => expect(room.posts.size).toBe(0));
    await next.stop();
  });

  test('[L1] by an account that stops does not become the answer, which the next start would take away', async () => {
    const stopped = aStore();
    const room = aRoom();
    const preview = aPreviewer(room, stopped).open({ ...PLACE, isQuiet: false });
    preview.update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    stopped.close();
    const become = expect(preview.become('the answer', 'final-key')).rejects.toThrow('the account was stopped');
    await vi.advanceTimersByTimeAsync(2_000);
    await become;
    expect([...room.posts.values()].map(({ text }) => text)).toEqual(['half an ans']);
    const next = aPreviewer(room, aStore(stopped.path));
    next.start();
    await vi.waitFor(() => expect(room.posts.size).toBe(0));
    await next.stop();
  });

  test('is found by its key where the answer to its post was lost', async () => {
    const store = aStore();
    const room = aRoom();
    room.answersAreLost = true;
    aPreviewer(room, store).open(PLACE).update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    room.answersAreLost = false;
    const next = aPreviewer(room, store);
    next.start();
    await vi.waitFor(() => expect(room.posts.size).toBe(0));
    await next.stop();
  });

  test('before it is there goes when it comes after all', async () => {
    const store = aStore();
    const room = aRoom();
    room.isSlow = true;
    aPreviewer(room, store).open(PLACE).update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    const next = aPreviewer(room, store);
    next.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.posts.size).toBe(0);
    room.arrive();
    expect(room.posts.size).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.posts.size).toBe(0);
    await next.stop();
  });

  test('by a workspace that is away goes when it is back', async () => {
    const room = aRoom();
    const previews = aPreviewer(room);
    previews.start();
    const preview = previews.open(PLACE);
    preview.update('half an ans');
    await vi.advanceTimersByTimeAsync(1_000);
    room.away = true;
    expect(await preview.clear()).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.posts.size).toBe(1);
    room.away = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.posts.size).toBe(0);
    await previews.stop();
  });
});

describe('on a full disk', () => {
  const open = () => {
    const room = aRoom();
    const store = aStore();
    return { room, store, path: store.path, previews: aPreviewer(room, store) };
  };

  test('nothing is shown that could not be taken away again', async () => {
    const { room, path, previews } = open();
    refuseWrites(path, 'previews');
    const preview = previews.open(PLACE);
    preview.update('a word');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.posts.size).toBe(0);
  });

  test('a preview that has become the answer is no failure, and no later start takes it away', async () => {
    const { room, store, path, previews } = open();
    const preview = previews.open({ ...PLACE, isQuiet: false });
    preview.update('a word');
    await vi.advanceTimersByTimeAsync(2_000);
    const accept = refuseWrites(path, 'previews');
    const become = preview.become('the answer', 'final-key');
    await vi.advanceTimersByTimeAsync(2_000);
    await become;
    accept();
    await previews.stop();
    const after = aPreviewer(room, store);
    after.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...room.posts.values()].map(({ text }) => text)).toEqual(['the answer']);
    await after.stop();
  });

  test('where it cannot be noted that it becomes the answer it does not, and another post can', async () => {
    const { room, path, previews } = open();
    const preview = previews.open({ ...PLACE, isQuiet: false });
    preview.update('a word');
    await vi.advanceTimersByTimeAsync(2_000);
    refuseWrites(path, 'becoming');
    await expect(preview.become('the answer', 'final-key')).rejects.toThrow('no room');
    expect([...room.posts.values()].map(({ text }) => text)).toEqual(['a word']);
    await expect(preview.clear()).resolves.toBe(true);
    expect(room.posts.size).toBe(0);
  });
});
