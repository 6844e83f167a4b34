import type { Mortal } from './mortal-halves.ts';

/** Whom to kill next, and when. */
export interface Cast {
  readonly whom: Mortal;
  /** So many questions are answered first, so that work is under way. */
  readonly answers: number;
  /** But no later than after so many milliseconds: while somebody is dead there may be no answer. */
  readonly patienceMs: number;
  /** A sandbox or a workspace dies within so many calls of the app to its server. */
  readonly calls: number;
  /** A gateway after so many changes of the workspace's database, or requests to its model. */
  readonly after: { readonly what: 'changes' | 'requests'; readonly count: number };
  /** And so much later. */
  readonly ms: number;
  /** Does the next cast fall while this one is still on its way back? */
  readonly isFollowedAtOnce: boolean;
}

/** A gateway takes longest to come back. */
const SHARE = { gateway: 0.15, workspace: 0.25 };

/** How often each is killed. Of seven: one gateway, two workspaces, four sandboxes. */
export function shareOut(kills: number): Record<Mortal, number> {
  const gateway = Math.round(kills * SHARE.gateway);
  const workspace = Math.round(kills * SHARE.workspace);
  return { gateway, workspace, sandbox: kills - gateway - workspace };
}

/** All casts, in an order of their own. @param dice from 0 to 1, below 1 */
export function casts(kills: number, dice: () => number): Cast[] {
  const upTo = (most: number) => 1 + Math.floor(dice() * most);
  const shares = Object.entries(shareOut(kills)) as [Mortal, number][];
  const shuffled = shares
    .flatMap(([whom, times]) => Array.from({ length: times }, () => ({ whom, place: dice() })))
    .sort((a, b) => a.place - b.place);
  return shuffled.map(({ whom }) => ({
    whom,
    answers: upTo(4) - 1,
    patienceMs: 3_000,
    calls: upTo(40),
    after: dice() < 0.5 ? { what: 'changes', count: upTo(60) } : { what: 'requests', count: upTo(6) },
    // Half of them at once, the others a little later.
    ms: dice() < 0.5 ? 0 : upTo(whom === 'gateway' ? 400 : 40),
    // A gateway takes long to start. The engine gives up a sandbox that dies while it starts only after 30 s
    // (AppsEngineDenoRuntime.js), which is seen often enough.
    isFollowedAtOnce: dice() < (whom === 'gateway' ? 0.6 : 0.1),
  }));
}
