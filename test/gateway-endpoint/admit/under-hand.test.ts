import { describe, expect, test } from 'vitest';
import type { TakeBack } from '../../../gateway-endpoint/src/admit/adoption.ts';
import { Amended, asItStands, UNDER_HAND } from '../../../gateway-endpoint/src/admit/under-hand.ts';

type Decide = Parameters<Parameters<typeof asItStands>[3]>[1];

let keys = 0;
/** An event of its own, whose words change while it is handled. `steps` are its attempts, one after the other. */
function handling(steps: ((decide: Decide, change: (words: string) => boolean) => unknown)[], isGivenBack = true) {
  const key = `event ${keys++}`;
  const state = { words: 'first', released: 0 };
  const handled: string[] = [];
  const change = (words: string) => {
    state.words = words;
    return UNDER_HAND.change(key);
  };
  const takeBack: TakeBack = { ask: async () => isGivenBack, release: async () => void state.released++ };
  const done = asItStands(
    key,
    takeBack,
    () => state.words,
    async (words, decide) => {
      handled.push(words);
      await steps[handled.length - 1]?.(decide, change);
    },
  );
  return { key, done, handled, state, change };
}

describe('an event that changes while it is handled', () => {
  test('is handled anew, in its last wording', async () => {
    const inTime: boolean[] = [];
    const { done, handled } = handling([
      (_decide, change) => inTime.push(change('second')),
      (_decide, change) => inTime.push(change('third')),
    ]);
    await done;
    expect([handled, inTime]).toEqual([
      ['first', 'second', 'third'],
      [true, true],
    ]);
  });

  test('begins anew where it would be handed over', async () => {
    const reached: string[] = [];
    const { done, handled } = handling([
      (decide, change) => {
        change('second');
        decide.handOver();
        reached.push('handed over as it was');
      },
    ]);
    await done;
    expect([handled, reached]).toEqual([['first', 'second'], []]);
  });

  test('hears of it at once, if it waits', async () => {
    const { done, handled } = handling([
      async (decide, change) => {
        setImmediate(() => change('second'));
        await decide.changed;
      },
    ]);
    await done;
    expect(handled).toEqual(['first', 'second']);
  });

  test('hears of nothing that was changed before it was read', async () => {
    const heard: unknown[] = [];
    const { done } = handling([
      (_decide, change) => change('second'),
      async ({ changed }) => {
        changed.catch((error: unknown) => heard.push(error));
        await new Promise(setImmediate);
      },
    ]);
    await done;
    expect(heard).toEqual([]);
  });
});

describe('an event that was handed over', () => {
  test('is handled once, and a later change is an event of its own', async () => {
    const inTime: boolean[] = [];
    const { done, handled } = handling([
      (decide, change) => {
        decide.handOver();
        inTime.push(change('second'));
        decide.handOver();
      },
    ]);
    await done;
    expect([handled, inTime]).toEqual([['first'], [false]]);
  });

  test('is not woken by a later change', async () => {
    const heard: unknown[] = [];
    const { done } = handling([
      async (decide, change) => {
        decide.changed.catch((error: unknown) => heard.push(error));
        decide.handOver();
        change('second');
        await new Promise(setImmediate);
      },
    ]);
    await done;
    expect(heard).toEqual([]);
  });

  test('and that OpenClaw has refused is handled anew, with what has changed since', async () => {
    const { done, handled } = handling([
      async (decide, change) => {
        decide.handOver();
        change('second');
        decide.comesBack();
        await expect(decide.changed).rejects.toBeInstanceOf(Amended);
      },
    ]);
    await done;
    expect(handled).toEqual(['first', 'second']);
  });

  test('and that OpenClaw has refused is not handled twice where nothing has changed', async () => {
    const { done, handled } = handling([({ handOver, comesBack }) => [handOver(), comesBack()]]);
    await done;
    expect(handled).toEqual(['first']);
  });

  test('with the end of its handling takes no further change', async () => {
    const { done, key, change } = handling([]);
    expect([UNDER_HAND.has(key), UNDER_HAND.has('another')]).toEqual([true, false]);
    await done;
    expect(change('second')).toBe(false);
  });
});

test('an event that fails waits for its next attempt, and may change until then', async () => {
  const { done, change, handled } = handling([
    ({ handOver }) => {
      handOver();
      throw new Error('no session');
    },
  ]);
  await expect(done).rejects.toThrow('no session');
  expect([change('second'), handled]).toEqual([true, ['first']]);
});

test('an event that nobody handles may change', async () => {
  const { done, key, change } = handling([]);
  await done;
  UNDER_HAND.forget(key);
  expect([UNDER_HAND.has(key), change('second')]).toEqual([false, true]);
});

describe('an event is taken back from OpenClaw', () => {
  test('and waits until it is released, and may change until then', async () => {
    const { done, key, change, state } = handling([]);
    await done;
    const taken = await UNDER_HAND.takeBack(key);
    expect([state.released, UNDER_HAND.has(key), change('second')]).toEqual([0, false, true]);
    await taken?.release();
    expect(state.released).toBe(1);
  });

  test('but not if OpenClaw has begun it, or nobody handles it', async () => {
    const { done, key, change } = handling([], false);
    await done;
    expect([await UNDER_HAND.takeBack(key), await UNDER_HAND.takeBack('another')]).toEqual([undefined, undefined]);
    expect([UNDER_HAND.has(key), change('second')]).toEqual([true, false]);
  });
});
