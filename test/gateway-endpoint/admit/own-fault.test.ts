import { expect, test } from 'vitest';
import { givingUpOnFaults, OwnFault } from '../../../gateway-endpoint/src/admit/own-fault.ts';

const handling = (attempts: number, error: Error) =>
  givingUpOnFaults(attempts, async () => {
    throw error;
  });
const FAULTS = [
  new RangeError('Invalid time value'),
  new TypeError('x is not a function'),
  new SyntaxError('bad JSON'),
];

test.each(FAULTS)('[S10] %s is given up at the fifth attempt, and holds its room for no day', async (fault) => {
  for (const before of [0, 1, 2, 3]) await expect(handling(before, fault)).rejects.toBe(fault);
  await expect(handling(4, fault)).rejects.toBeInstanceOf(OwnFault);
});

test.each([
  ['a workspace that is away', new Error('unreachable')],
  ['a connection that broke', new TypeError('fetch failed', { cause: new Error('ECONNRESET') })],
])('[S10] %s is tried as long as before', async (_name, error) => {
  await expect(handling(400, error)).rejects.toBe(error);
});
