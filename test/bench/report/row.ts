import { type Summary, summarise } from './summary.ts';

export type Unit = 'ms' | 'per second' | 'calls' | 'MB';

/** A bound for one figure of a row. */
export type Goal = { readonly of: 'p50' | 'ratio' } & ({ readonly most: number } | { readonly least: number });

export interface Row {
  /** The same in every run. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly ours: Summary;
  readonly peer?: { readonly name: string } & Summary;
  /** Ours divided by the peer's, each its p50. Absent where the peer's is 0. */
  readonly ratio?: number;
  readonly goals: readonly Goal[];
  readonly note?: string;
}

interface Measured {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly ours: readonly number[];
  readonly peer?: { readonly name: string; readonly values: readonly number[] } | undefined;
  readonly goals?: readonly Goal[];
  readonly note?: string | undefined;
}

/** Values that are no numbers, such as the time until a sign that never came, do not count. */
export function rowOf({ id, title, unit, ours, peer, goals = [], note }: Measured): Row {
  const summary = summarise(ours.filter(Number.isFinite));
  const theirs = peer && { name: peer.name, ...summarise(peer.values.filter(Number.isFinite)) };
  return {
    id,
    title,
    unit,
    ours: summary,
    ...(theirs && { peer: theirs }),
    ...(theirs && theirs.p50 > 0 && { ratio: summary.p50 / theirs.p50 }),
    goals,
    ...(note && { note }),
  };
}

/** Is the goal met? Undefined where the figure was not measured. */
export function isMet(row: Row, goal: Goal): boolean | undefined {
  const figure = goal.of === 'ratio' ? row.ratio : row.ours.p50;
  if (figure === undefined || !Number.isFinite(figure)) return undefined;
  return 'most' in goal ? figure <= goal.most : figure >= goal.least;
}
