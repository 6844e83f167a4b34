import { expect, test } from 'vitest';
import { type GivingUp, OwnFault, openGivingUp } from '../../../gateway-endpoint/src/admit/own-fault.ts';

const handling = (givingUp: GivingUp, error: Error | undefined, eventId = 'e') =>
  givingUp(eventId, async () => {
    if (error) throw error;
  });
const FAULTS = [
  new RangeError('Invalid time value'),
  new TypeError('x is not a function'),
  new SyntaxError('bad JSON'),
];
const [FAULT] = FAULTS as [RangeError];
const AWAY = new Error('unreachable');

async function fails(givingUp: GivingUp, times: number, error: Error): Promise<void> {
  for (let time = 0; time < times; time++) await expect(handling(givingUp, error)).rejects.toBe(error);
}

test.each(FAULTS)('[S10] %s is given up at the fifth attempt, and holds its room for no day', async (fault) => {
  const givingUp = openGivingUp();
  await fails(givingUp, 4, fault);
  await expect(handling(givingUp, FAULT, 'another event')).rejects.toBe(FAULT);
  await expect(handling(givingUp, fault)).rejects.toBeInstanceOf(OwnFault);
});

test.each([
  ['a workspace that is away', AWAY],
  ['a connection that broke', new TypeError('fetch failed', { cause: new Error('ECONNRESET') })],
])('[S10] %s is tried as long as before', async (_name, error) => {
  await fails(openGivingUp(), 400, error);
});

test('[S10] an error that looks like a bug has five attempts also after an outage, and after another one that passed', async () => {
  const givingUp = openGivingUp();
  await fails(givingUp, 10, AWAY);
  await fails(givingUp, 4, FAULT);
  await fails(givingUp, 1, AWAY);
  await fails(givingUp, 4, FAULT);
  await handling(givingUp, undefined);
  await fails(givingUp, 4, FAULT);
  await expect(handling(givingUp, FAULT)).rejects.toBeInstanceOf(OwnFault);
});

test('it remembers the events that failed last', async () => {
  const givingUp = openGivingUp(2);
  await fails(givingUp, 4, FAULT);
  for (const other of ['1', '2']) await expect(handling(givingUp, FAULT, other)).rejects.toBe(FAULT);
  await fails(givingUp, 4, FAULT);
});
