import { describe, expect, onTestFinished, test } from 'vitest';
import { accepts, aProcess, aStore, away, deleted, edited, MINUTE, said } from './a-process.ts';

/** A store that cannot be read from a certain moment on. */
function aBrokenStore() {
  const store = aStore();
  const broken = { reads: false };
  const orBroken =
    <A extends unknown[], T>(read: (...args: A) => Promise<T>) =>
    async (...args: A) => {
      if (broken.reads) throw new Error('the store cannot be read');
      return read(...args);
    };
  const rows = { ...store.rows, waiting: orBroken(store.rows.waiting), isWaiting: orBroken(store.rows.isWaiting) };
  return { store: { ...store, rows }, broken };
}

/** Rejections that nobody has caught. */
function unhandled(): unknown[] {
  const seen: unknown[] = [];
  const note = (reason: unknown) => void seen.push(reason);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  onTestFinished(() => {
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  });
  return seen;
}

describe('[L3] while the store cannot be read', () => {
  test('waiting events are delivered when OpenClaw is back, and no rejection is unhandled', async () => {
    const rejections = unhandled();
    const { store, broken } = aBrokenStore();
    const app = aProcess({ store });
    app.outside.answer = away();
    const first = app.put(said('one'));
    await app.pass(5 * MINUTE);
    broken.reads = true;
    app.outside.answer = accepts;
    await app.pass(2 * MINUTE);
    expect(app.gotIds()).toEqual(['one']);
    await expect(first).resolves.toMatchObject({ waits: true });
    void app.put(said('two'));
    await app.pass(MINUTE);
    expect(app.gotIds()).toEqual(['one', 'two']);
    expect(rejections).toEqual([]);
    expect(app.outbox.heldLines.take().map(({ text }) => text)).toContainEqual(
      expect.stringContaining('cannot be read'),
    );
  });

  test('a message that is deleted while it waits does not leave, and its deletion does', async () => {
    const rejections = unhandled();
    const { store, broken } = aBrokenStore();
    const app = aProcess({ store });
    void app.put(said('known'));
    app.outside.answer = away();
    await app.pass(MINUTE);
    app.outside.isPaused = true;
    void app.put(said('one'));
    await app.pass(MINUTE);
    broken.reads = true;
    void app.put(edited('one', { at: 1 }));
    void app.put(deleted('one', { at: 2 }));
    await app.pass(MINUTE);
    app.outside.isPaused = false;
    app.outside.answer = accepts;
    app.outbox.wake(app.accessors);
    await app.pass(MINUTE);
    expect(app.gotIds().filter((id) => id.startsWith('one'))).toEqual(['one:deleted']);
    expect(rejections).toEqual([]);
  });

  test('an outbox whose accessors fail although they never should is tried again after a while, and not a thousand times a second', async () => {
    const rejections = unhandled();
    const app = aProcess();
    let asked = 0;
    app.outside.asking = async () => {
      asked++;
      throw new Error('broken');
    };
    const handed = app.put(said('one'));
    await app.pass(10 * MINUTE);
    expect(asked).toBeLessThan(30);
    await expect(handed).resolves.toMatchObject({ waits: true });
    app.outside.asking = async () => {};
    await app.pass(2 * MINUTE);
    expect(app.gotIds()).toEqual(['one']);
    expect(rejections).toEqual([]);
  });
});
