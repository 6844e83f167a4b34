import { expect, test } from 'vitest';
import type { IngressQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { settled } from '../../../gateway-endpoint/src/admit/settled.ts';
import type { Stored } from '../../../gateway-endpoint/src/admit/stored.ts';

/** A queue in which the claim is ours, or another one's by now. */
function aQueue(isOurs: boolean) {
  const noted: string[] = [];
  const write = (what: string) => async () => {
    noted.push(what);
    return isOurs;
  };
  const stored = {
    complete: write('completed'),
    release: write('released'),
    fail: write('failed'),
    payloadOf: () => (isOurs ? undefined : {}),
    part: () => void noted.push('parted'),
  } as unknown as IngressQueue<Stored>;
  const queue = settled(stored, {
    underHand: { forget: () => void noted.push('forgotten') },
    transaction: (steps) => {
      noted.push('begin');
      const result = steps();
      noted.push('commit');
      return result;
    },
    keyOf: (id) => id,
    untilDiskHasRoom: (_what, work) => work(),
    onDead: () => void noted.push('dead'),
  });
  return { queue, noted };
}

const FAILURE = { reason: 'own-fault' };

test('the handling of an event ends with its claim', async () => {
  const { queue, noted } = aQueue(true);
  await queue.complete('e1');
  await queue.release('e1', { lastError: 'no session' });
  await queue.release('e1');
  expect(noted).toEqual(['completed', 'forgotten', 'released', 'forgotten', 'released', 'forgotten']);
});

test('an event that another start of the account handles by now is not forgotten: a change must reach that', async () => {
  const { queue, noted } = aQueue(false);
  await queue.complete('e1');
  await queue.release('e1');
  await queue.fail('e1', FAILURE);
  expect(noted).toEqual(['completed', 'released', 'begin', 'failed', 'commit']);
});

test('those that an event has taken in wait again in the same moment in which it dies, so that no crash buries them with it', async () => {
  const { queue, noted } = aQueue(true);
  await queue.fail('e1', FAILURE);
  expect(noted).toEqual(['begin', 'failed', 'parted', 'commit', 'forgotten', 'dead']);
});
