import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knock, Target } from './forge.ts';
import { openSiege, type Siege } from './siege.ts';

/**
 * Floods a door, as a process of its own (`fork`), so that the attacker's work does not slow down the measurement. It
 * steps back where the machine has too few cores for both.
 */
export interface Wave {
  readonly target: Pick<Target, 'url' | 'route' | 'secret' | 'accountId'>;
  readonly knocks: readonly Knock[];
  /** They come at this rate, whether or not the earlier ones have been answered. */
  readonly perSecond: number;
}

/** The answer to each of them: a status, or an error. */
export type Washed = readonly (number | string)[];

os.setPriority(os.constants.priority.PRIORITY_LOW);
let siege: Siege | undefined;

process.on('message', async ({ target, knocks, perSecond }: Wave) => {
  siege ??= await openSiege({ ...target, payload: () => '' });
  const { knock } = siege;
  const started = performance.now();
  const answers: Promise<number | string>[] = [];
  for (const [index, each] of knocks.entries()) {
    const wait = started + (index * 1_000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    answers.push(knock(each).then(({ status }) => status, String));
  }
  process.send?.((await Promise.all(answers)) satisfies Washed);
});
