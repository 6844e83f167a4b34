import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import { describe, expect, test } from 'vitest';
import { type Claim, type Over, type TakeBack, untilTaken } from '../../../gateway-endpoint/src/admit/adoption.ts';

/** OpenClaw's side of a claim, and what it heard. */
function aLifecycle() {
  const heard: string[] = [];
  const abort = new AbortController();
  const lifecycle: ChannelIngressMonitorLifecycle = {
    abortSignal: abort.signal,
    admission: 'exclusive',
    onAdopted: async () => void heard.push('adopted'),
    onDeferred: () => void heard.push('deferred'),
    onAdoptionFinalizing: () => undefined,
    onAbandoned: async () => void heard.push('abandoned'),
    onCancelled: async () => void heard.push('cancelled'),
    onFailed: async (error) => void heard.push(`failed: ${String(error)}`),
  };
  return { lifecycle, heard, abort };
}

/** Handles an event until the test ends its work. */
function handling() {
  const { lifecycle, heard, abort } = aLifecycle();
  const work = Promise.withResolvers<void>();
  const late: unknown[] = [];
  let claim: Claim | undefined;
  let takeBack: TakeBack | undefined;
  const taken = untilTaken(
    lifecycle,
    (given, back) => {
      claim = given;
      takeBack = back;
      return work.promise;
    },
    (error) => late.push(error),
  );
  if (!claim || !takeBack) throw new Error('the handling has not begun');
  return { claim, takeBack, taken, heard, late, work, abort, lifecycle };
}

const isSettled = async (promise: Promise<unknown>) =>
  (await Promise.race([promise.then(() => true), Promise.resolve().then(() => false)])) === true;

describe('the claim of an event', () => {
  test('is adopted as soon as OpenClaw has it on disk, while the turn goes on', async () => {
    const { claim, taken, heard, work } = handling();
    expect(claim.isTaken()).toBe(false);
    await claim.onAdopted();
    await claim.adopted;
    expect([claim.isTaken(), await taken, heard]).toEqual([true, { kind: 'deferred' }, ['adopted']]);
    work.resolve();
  });

  test('is taken, but not adopted, while OpenClaw has lined it up behind another turn', async () => {
    const { claim, taken } = handling();
    claim.onDeferred();
    await taken;
    expect([claim.isTaken(), await isSettled(claim.adopted)]).toEqual([true, false]);
    await claim.onAdopted();
    await claim.adopted;
  });

  test('that steps aside is neither: only its own room goes on waiting', async () => {
    const { claim, taken, heard } = handling();
    claim.stepAside();
    claim.stepAside();
    expect(await taken).toEqual({ kind: 'deferred' });
    expect([claim.isTaken(), await isSettled(claim.adopted), heard]).toEqual([false, false, []]);
  });
});

async function given(claim: Claim): Promise<void> {
  claim.onDeferred();
  await claim.onAbandoned();
}

describe('an event that OpenClaw has in its memory', () => {
  test('is taken back where OpenClaw gives it back, and released after that', async () => {
    const { claim, takeBack, heard } = handling();
    claim.onDeferred();
    const asked = takeBack.ask();
    expect(claim.takenBack.aborted).toBe(true);
    await claim.onAbandoned();
    expect([await asked, heard]).toEqual([true, ['deferred']]);
    await takeBack.release();
    expect(heard).toEqual(['deferred', 'cancelled']);
  });

  test('is not taken back where OpenClaw adopts it first', async () => {
    const { claim, takeBack } = handling();
    claim.onDeferred();
    const asked = takeBack.ask();
    await claim.onAdopted();
    expect(await asked).toBe(false);
  });

  test.each<[string, (claim: Claim) => unknown]>([
    ['before OpenClaw has it', () => undefined],
    ['while OpenClaw adopts it', (claim) => void claim.onAdopted()],
    ['after OpenClaw has adopted it', (claim) => claim.onAdopted()],
    ['after OpenClaw has given it back', given],
  ])('cannot be taken back %s', async (_when, before) => {
    const { claim, takeBack } = handling();
    await before(claim);
    expect(await takeBack.ask()).toBe(false);
    expect(claim.takenBack.aborted).toBe(false);
  });

  test.each([
    ['fails', false],
    ['ends with the account', true],
  ])('answers those who want it back also where its handling %s', async (_how, isStopped) => {
    const { claim, takeBack, work, abort } = handling();
    claim.onDeferred();
    const asked = takeBack.ask();
    if (isStopped) abort.abort();
    work.reject(new Error('no session'));
    await work.promise.catch(() => undefined);
    await new Promise(setImmediate);
    expect(await isSettled(asked)).toBe(true);
  });

  test.each([
    ['counts as an attempt', false, 'abandoned'],
    ['counts as none where the account stops', true, 'cancelled'],
  ])('and is given back %s', async (_what, isStopped, expected) => {
    const { claim, heard, abort } = handling();
    claim.onDeferred();
    if (isStopped) abort.abort();
    await claim.onAbandoned();
    expect(heard).toEqual(['deferred', expected]);
  });
});

describe('the claim is over', () => {
  test.each<[string, Over, (claim: Claim, work: PromiseWithResolvers<void>, abort: AbortController) => unknown]>([
    ['with nothing left to do', 'done', (_claim, work) => work.resolve()],
    ['after its turn', 'done', async (claim, work) => work.resolve(await claim.onAdopted())],
    [
      'after its turn has failed',
      'done',
      async (claim, work) => {
        await claim.onAdopted();
        work.reject(new Error('no'));
      },
    ],
    ['where it has failed', 'again', (_claim, work) => work.reject(new Error('no'))],
    ['where OpenClaw has given it back', 'again', (claim, work) => given(claim).then(work.resolve)],
    [
      'where the account stops',
      'again',
      (_claim, work, abort) => {
        abort.abort();
        work.resolve();
      },
    ],
  ])('%s: %s', async (_when, how, ends) => {
    const { claim, taken, work, abort } = handling();
    taken.catch(() => undefined);
    await ends(claim, work, abort);
    expect(await claim.over).toBe(how);
  });

  test('only when its failure is on disk', async () => {
    const { claim, work, lifecycle } = handling();
    const written = Promise.withResolvers<void>();
    lifecycle.onFailed = () => written.promise;
    claim.stepAside();
    work.reject(new Error('no session'));
    await new Promise(setImmediate);
    expect(await isSettled(claim.over)).toBe(false);
    written.resolve();
    expect(await claim.over).toBe('again');
  });

  test('only when an event that was taken back is released, after its change', async () => {
    const { claim, takeBack, work } = handling();
    claim.onDeferred();
    const asked = takeBack.ask();
    await claim.onAbandoned();
    work.resolve();
    await asked;
    await new Promise(setImmediate);
    expect(await isSettled(claim.over)).toBe(false);
    await takeBack.release();
    expect(await claim.over).toBe('again');
  });
});

describe('an event that comes again, because one before it does', () => {
  test('is taken back from the memory of OpenClaw, and released without an attempt', async () => {
    const { claim, heard } = handling();
    claim.onDeferred();
    claim.comesAgain();
    expect(claim.takenBack.aborted).toBe(true);
    await claim.onAbandoned();
    await expect.poll(() => heard).toEqual(['deferred', 'cancelled']);
  });

  test('stays where OpenClaw has begun it', async () => {
    const { claim } = handling();
    claim.onDeferred();
    await claim.onAdopted();
    claim.comesAgain();
    expect(claim.takenBack.aborted).toBe(false);
  });
});

describe('the end of the work', () => {
  test('without a turn is an end of the event', async () => {
    const { taken, work, heard } = handling();
    work.resolve();
    expect([await taken, heard]).toEqual([undefined, []]);
  });

  test('without a turn ends the claim after a step aside', async () => {
    const { claim, work, heard } = handling();
    claim.stepAside();
    work.resolve();
    await expect.poll(() => heard).toEqual(['adopted']);
  });

  test('with an error keeps the event for another attempt', async () => {
    const { taken, work } = handling();
    work.reject(new Error('no history'));
    await expect(taken).rejects.toThrow('no history');
  });

  test.each([
    ['reaches OpenClaw', false, 'failed: Error: no history'],
    ['is no failure where the account stops', true, 'cancelled'],
  ])('with an error after a step aside %s', async (_what, isStopped, expected) => {
    const { claim, work, heard, abort } = handling();
    claim.stepAside();
    if (isStopped) abort.abort();
    work.reject(new Error('no history'));
    await expect.poll(() => heard).toEqual([expected]);
  });

  test('with an error after the adoption is only reported: OpenClaw has the turn', async () => {
    const { claim, taken, work, late, heard } = handling();
    await claim.onAdopted();
    work.reject(new Error('the model is away'));
    await taken;
    await expect.poll(() => late).toEqual([new Error('the model is away')]);
    expect(heard).toEqual(['adopted']);
  });
});
