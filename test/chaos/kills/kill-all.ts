import { setTimeout as sleep } from 'node:timers/promises';
import type { Cast } from './die.ts';
import type { Mortal, MortalHalves } from './mortal-halves.ts';

/** How long so many kills may take, in milliseconds: a gateway starts in 10 s, and on a busy machine in 40. */
export const patienceFor = (kills: number): number => 900_000 + kills * 60_000;

/**
 * Kills processes by the die, one after the other, and starts each again; at the end all of them are alive.
 *
 * @param answered how many questions have their answer
 * @param tell hears of each kill and its time, in milliseconds since the beginning
 */
export async function killAll(
  halves: MortalHalves,
  all: readonly Cast[],
  answered: () => number,
  tell: (cast: Cast, atMs: number) => void,
): Promise<void> {
  const started = performance.now();
  const reviving: Record<Mortal, Promise<void>> = {
    sandbox: Promise.resolve(),
    workspace: Promise.resolve(),
    gateway: Promise.resolve(),
  };
  for (const cast of all) {
    // A gateway may be on its way back while the others die; an app can be killed once there is a server.
    await (cast.whom === 'gateway' ? reviving.gateway : reviving.workspace);
    await strike(halves, cast, answered);
    tell(cast, performance.now() - started);
    reviving[cast.whom] = halves.revive(cast.whom);
    if (!cast.isFollowedAtOnce) await Promise.all(Object.values(reviving));
  }
  await Promise.all(Object.values(reviving));
}

async function strike(halves: MortalHalves, cast: Cast, answered: () => number): Promise<void> {
  const { whom, answers, patienceMs, calls, ms, after } = cast;
  await reaches(answers, answered, { patienceMs, everyMs: 100 });
  if (whom === 'sandbox') return halves.killSandbox({ calls, ms });
  if (whom === 'workspace') return halves.killWorkspace({ calls, ms });
  const counted = () => (after.what === 'changes' ? halves.refresh() : halves.model.requests.length);
  await reaches(after.count, counted, { patienceMs: 5_000, everyMs: 10 });
  await sleep(ms);
  await halves.killGateway();
}

interface Waiting {
  readonly patienceMs: number;
  readonly everyMs: number;
}

/** Waits until something has been counted so many times more; while somebody is dead it may never be. */
async function reaches(more: number, counted: () => number, { patienceMs, everyMs }: Waiting): Promise<void> {
  const until = counted() + more;
  for (let waited = 0; counted() < until && waited < patienceMs; waited += everyMs) await sleep(everyMs);
}
