import { expect } from 'vitest';
import { report } from '../promises.ts';
import type { Knock } from './forge.ts';
import type { GatewayTarget } from './gateway-target.ts';
import type { Siege } from './siege.ts';

/** Makes all these requests, and finds each of them refused. A list that has become empty proves nothing, so it fails. */
export async function refusedBy(
  siege: Pick<Siege<GatewayTarget>, 'knockAll'>,
  what: string,
  knocks: readonly Knock[],
): Promise<void> {
  expect(knocks.length, `there is no request of the kind “${what}”`).toBeGreaterThan(0);
  const wrong = await siege.knockAll(knocks);
  report({ where: 'gateway', what, tried: knocks.length, held: knocks.length - wrong.length });
  expect(wrong).toEqual([]);
}
