import type { Reporter } from 'vitest/node';
import { type Line, report, reported } from './promises.ts';
import { toPrint } from './run-so-far.ts';

/** Where a message may be on its way to the agent when its author edits or deletes it. */
export const POINTS = [
  'in the app, before its first attempt',
  'in the app, after an attempt in vain',
  'in the app, while an attempt is under way',
  'in the app, whose process was killed',
  'in the app, as an edit that asks',
  'in the app, until the gateway fetches it',
  'in the gateway, behind a turn of its room',
  'in the gateway, behind a turn of its thread',
  'in the gateway, as an edit that asks',
  'in the gateway, after it was fetched',
  'in the gateway, among what came too late',
  'in the gateway, whose process was killed',
] as const;
export type Point = (typeof POINTS)[number];

const CHANGES = ['edited', 'deleted'] as const;
type Change = (typeof CHANGES)[number];

const WHERE = 'last wording';

/** Tests a point: an edited message counts in its last wording there, a deleted one does not count. */
export async function tryAt(point: Point, changes: readonly Change[], run: () => Promise<void>): Promise<void> {
  let held = 0;
  try {
    await run();
    held = 1;
  } finally {
    for (const change of changes) report({ where: WHERE, what: point, tried: 1, held, kind: change });
  }
}

/** Closes a run with one line: how many points held, and which points no test has tried. */
export class PointsOnTheWay implements Reporter {
  onTestRunEnd(): void {
    const line = pointsLine(
      toPrint(
        'points',
        reported().filter(({ where }) => where === WHERE),
      ),
    );
    if (line) console.log(`${line}\n`);
  }
}

/** Empty where no point was tried. */
export function pointsLine(lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  const at = (point: Point) => lines.filter(({ what }) => what === point);
  const untried = (point: Point) => CHANGES.filter((change) => !at(point).some(({ kind }) => kind === change));
  const missing = POINTS.filter((point) => untried(point).length > 0);
  const held = POINTS.filter(
    (point) => !missing.includes(point) && at(point).every((line) => line.held === line.tried),
  );
  const names = missing.map((point) => `${point} (${untried(point).join(', ')})`);
  const left = missing.length > 0 ? `; no test of this run tries: ${names.join('; ')}` : '';
  return `last wording or nothing: ${held.length} of ${POINTS.length} points${left}`;
}
