import type { Answered, Delivery } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { openTray } from '../../../rc-app/src/workspace/tray.ts';
import { aTime, settled } from '../outbox/world.ts';

const signed = (payload: string) => ({ token: 't', payload });
const answerTo = (delivery: Delivery | undefined): Answered => ({ id: delivery?.id ?? '', status: 202, headers: {} });

/** A tray whose time passes when we say so. */
function aTray() {
  const time = aTime();
  let ids = 0;
  return { time, tray: openTray({ stopwatch: time.now, later: time.later, newId: () => `d${++ids}` }) };
}

/** The result so far: `open` while it is waited for. */
async function soFar<T>(promise: Promise<T>): Promise<T | 'open'> {
  await settled();
  return Promise.race([promise, Promise.resolve('open' as const)]);
}

describe('a delivery on the tray', () => {
  test('is handed to a call that waits, and what that brings with its next call is the answer', async () => {
    const { tray } = aTray();
    const call = tray.next(20_000);
    const laid = tray.lay(signed('one'));
    const delivery = await call;
    expect(delivery).toEqual({ id: 'd1', token: 't', payload: 'one' });
    expect(await soFar(laid)).toBe('open');
    expect(tray.take(answerTo(delivery))).toBe(true);
    expect(await laid).toEqual(answerTo(delivery));
  });

  test('waits for a call, the oldest first', async () => {
    const { tray } = aTray();
    const both = [tray.lay(signed('one')), tray.lay(signed('two'))];
    for (const payload of ['one', 'two']) {
      const delivery = await tray.next(20_000);
      expect(delivery?.payload).toBe(payload);
      tray.take(answerTo(delivery));
    }
    expect(await Promise.all(both)).toHaveLength(2);
  });

  test('goes to the newest of several calls: an older one has probably lost its connection', async () => {
    const { tray, time } = aTray();
    const [older, newer] = [tray.next(20_000), tray.next(20_000)];
    void tray.lay(signed('one'));
    expect(await newer).toMatchObject({ payload: 'one' });
    expect(await soFar(older)).toBe('open');
    await time.pass(20_000);
    expect(await older).toBeUndefined();
  });

  test('that was handed out and is not answered by the next call was lost, and is handed out again', async () => {
    const { tray, time } = aTray();
    const laid = tray.lay(signed('one'));
    const lost = await tray.next(20_000);
    await time.pass(4_000);
    const again = await tray.next(20_000);
    expect(again).toEqual(lost);
    await time.pass(4_000);
    tray.take(answerTo(again));
    expect(await laid).toEqual(answerTo(again));
  });

  test('for which nobody comes back within 5 s is given up, and an answer that comes later is one that was known', async () => {
    const { tray, time } = aTray();
    const laid = tray.lay(signed('one'));
    await time.pass(3_000);
    const delivery = await tray.next(20_000);
    await time.pass(4_999);
    expect(await soFar(laid)).toBe('open');
    await time.pass(1);
    expect(await laid).toBeUndefined();
    expect(tray.take(answerTo(delivery))).toBe(true);
  });

  test('that is handed out again and again is given up before its signature is too old', async () => {
    const { tray, time } = aTray();
    const laid = tray.lay(signed('one'));
    for (let calls = 0; calls < 7; calls++) {
      await tray.next(20_000);
      await time.pass(4_000);
      expect(await soFar(laid)).toBe('open');
    }
    await tray.next(20_000);
    await time.pass(2_000);
    expect(await laid).toBeUndefined();
  });
});

test('a call ends empty after its time, and leaves nothing behind that takes a delivery', async () => {
  const { tray, time } = aTray();
  const call = tray.next(10_000);
  await time.pass(10_000);
  expect(await call).toBeUndefined();
  void tray.lay(signed('one'));
  expect(await tray.next(20_000)).toMatchObject({ payload: 'one' });
});

test('an answer to what another server has handed out is not known here', () => {
  expect(aTray().tray.take({ id: 'elsewhere', status: 202, headers: {} })).toBe(false);
});

describe('somebody fetches', () => {
  test('from the first call until half a minute after the last', async () => {
    const { tray, time } = aTray();
    expect([tray.isVisited(), tray.absentMs()]).toEqual([false, undefined]);
    tray.visit();
    void tray.next(20_000);
    await time.pass(49_999);
    expect([tray.isVisited(), tray.absentMs()]).toEqual([true, 29_999]);
    await time.pass(1);
    expect(tray.isVisited()).toBe(false);
  });

  test('and it is news when nobody had, or when what was laid came to nothing; only once', async () => {
    const { tray, time } = aTray();
    expect([tray.visit(), tray.visit()]).toEqual([true, false]);
    await time.pass(30_000);
    expect([tray.visit(), tray.visit()]).toEqual([true, false]);
    void tray.lay(signed('one'));
    await time.pass(5_000);
    expect([tray.visit(), tray.visit()]).toEqual([true, false]);
  });

  test('it is no news that somebody comes with a refusal of the door', async () => {
    const { tray } = aTray();
    tray.visit();
    void tray.lay(signed('one'));
    const delivery = await tray.next(20_000);
    tray.take({ id: delivery?.id ?? '', status: 503, headers: {} });
    expect(tray.visit()).toBe(false);
  });

  test('until it says that it comes no more: then nothing waits for it', async () => {
    const { tray } = aTray();
    tray.visit();
    const laid = tray.lay(signed('one'));
    await tray.next(20_000);
    const call = tray.next(20_000);
    await call;
    const older = tray.next(20_000);
    tray.leave();
    expect(await laid).toBeUndefined();
    await older;
    expect(tray.isVisited()).toBe(false);
  });
});
