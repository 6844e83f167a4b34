import type { Answered, Delivery } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { openMailbox } from '../../../rc-app/src/workspace/mailbox.ts';
import { aTime, settled } from '../outbox/a-process.ts';

const signed = (payload: string) => ({ token: 't', payload });
const answerTo = (delivery: Delivery | undefined): Answered => ({ id: delivery?.id ?? '', status: 202, headers: {} });

/** A mailbox whose time passes when we say so. */
function aMailbox() {
  const time = aTime();
  let ids = 0;
  return { time, mailbox: openMailbox({ stopwatch: time.now, later: time.later, newId: () => `d${++ids}` }) };
}

/** The result so far: `open` while it is waited for. */
async function soFar<T>(promise: Promise<T>): Promise<T | 'open'> {
  await settled();
  return Promise.race([promise, Promise.resolve('open' as const)]);
}

describe('a delivery in the mailbox', () => {
  test('is handed to a call that waits, and what that brings with its next call is the answer', async () => {
    const { mailbox } = aMailbox();
    const call = mailbox.next(20_000);
    const put = mailbox.put(signed('one'));
    const delivery = await call;
    expect(delivery).toEqual({ id: 'd1', token: 't', payload: 'one' });
    expect(await soFar(put)).toBe('open');
    expect(mailbox.take(answerTo(delivery))).toBe(true);
    expect(await put).toEqual(answerTo(delivery));
  });

  test('waits for a call, the oldest first', async () => {
    const { mailbox } = aMailbox();
    const both = [mailbox.put(signed('one')), mailbox.put(signed('two'))];
    for (const payload of ['one', 'two']) {
      const delivery = await mailbox.next(20_000);
      expect(delivery?.payload).toBe(payload);
      mailbox.take(answerTo(delivery));
    }
    expect(await Promise.all(both)).toHaveLength(2);
  });

  test('goes to the newest of several calls: an older one has probably lost its connection', async () => {
    const { mailbox, time } = aMailbox();
    const [older, newer] = [mailbox.next(20_000), mailbox.next(20_000)];
    void mailbox.put(signed('one'));
    expect(await newer).toMatchObject({ payload: 'one' });
    expect(await soFar(older)).toBe('open');
    await time.pass(20_000);
    expect(await older).toBeUndefined();
  });

  test('that was handed out and is not answered by the next call was lost, and is handed out again', async () => {
    const { mailbox, time } = aMailbox();
    const put = mailbox.put(signed('one'));
    const lost = await mailbox.next(20_000);
    await time.pass(4_000);
    const again = await mailbox.next(20_000);
    expect(again).toEqual(lost);
    await time.pass(4_000);
    mailbox.take(answerTo(again));
    expect(await put).toEqual(answerTo(again));
  });

  test('for which nobody comes back within 5 s is given up, and an answer that comes later is one that was known', async () => {
    const { mailbox, time } = aMailbox();
    const put = mailbox.put(signed('one'));
    await time.pass(3_000);
    const delivery = await mailbox.next(20_000);
    await time.pass(4_999);
    expect(await soFar(put)).toBe('open');
    await time.pass(1);
    expect(await put).toBeUndefined();
    expect(mailbox.take(answerTo(delivery))).toBe(true);
  });

  test('that is handed out again and again is given up before its signature is too old', async () => {
    const { mailbox, time } = aMailbox();
    const put = mailbox.put(signed('one'));
    for (let calls = 0; calls < 7; calls++) {
      await mailbox.next(20_000);
      await time.pass(4_000);
      expect(await soFar(put)).toBe('open');
    }
    await mailbox.next(20_000);
    await time.pass(2_000);
    expect(await put).toBeUndefined();
  });
});

test('a call ends empty after its time, and leaves nothing behind that takes a delivery', async () => {
  const { mailbox, time } = aMailbox();
  const call = mailbox.next(10_000);
  await time.pass(10_000);
  expect(await call).toBeUndefined();
  void mailbox.put(signed('one'));
  expect(await mailbox.next(20_000)).toMatchObject({ payload: 'one' });
});

test('an answer to what another server has handed out is not known here', () => {
  expect(aMailbox().mailbox.take({ id: 'elsewhere', status: 202, headers: {} })).toBe(false);
});

describe('somebody fetches', () => {
  test('from the first call until half a minute after the last', async () => {
    const { mailbox, time } = aMailbox();
    expect([mailbox.isVisited(), mailbox.absentMs()]).toEqual([false, undefined]);
    mailbox.visit();
    void mailbox.next(20_000);
    await time.pass(49_999);
    expect([mailbox.isVisited(), mailbox.absentMs()]).toEqual([true, 29_999]);
    await time.pass(1);
    expect(mailbox.isVisited()).toBe(false);
  });

  test('and it is news when nobody had, or when what was put came to nothing; only once', async () => {
    const { mailbox, time } = aMailbox();
    expect([mailbox.visit(), mailbox.visit()]).toEqual([true, false]);
    await time.pass(30_000);
    expect([mailbox.visit(), mailbox.visit()]).toEqual([true, false]);
    void mailbox.put(signed('one'));
    await time.pass(5_000);
    expect([mailbox.visit(), mailbox.visit()]).toEqual([true, false]);
  });

  test('it is no news that somebody comes with a refusal of the door', async () => {
    const { mailbox } = aMailbox();
    mailbox.visit();
    void mailbox.put(signed('one'));
    const delivery = await mailbox.next(20_000);
    mailbox.take({ id: delivery?.id ?? '', status: 503, headers: {} });
    expect(mailbox.visit()).toBe(false);
  });

  test('until it says that it comes no more: then nothing waits for it', async () => {
    const { mailbox } = aMailbox();
    mailbox.visit();
    const put = mailbox.put(signed('one'));
    await mailbox.next(20_000);
    const call = mailbox.next(20_000);
    await call;
    const older = mailbox.next(20_000);
    mailbox.leave();
    expect(await put).toBeUndefined();
    await older;
    expect(mailbox.isVisited()).toBe(false);
  });
});
