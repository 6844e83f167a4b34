import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withPart } from '../../docs/generated-part.ts';
import type { Machine } from '../machine.ts';
import type { Row } from './row.ts';
import { tableOf } from './table.ts';

const PAGE = path.join(import.meta.dirname, '../../../docs/performance.md');

export interface Run {
  /** When it began, such as `2026-11-30T10:33:10.052Z`. */
  readonly at: string;
  readonly machine: Machine;
  /** The share of the machine that others used, from 0 to 1. NaN where nobody knows. */
  readonly busy: { readonly before: number; readonly after: number };
  readonly rows: readonly Row[];
}

/** Writes a run into the page about performance. */
export async function writePage(run: Run): Promise<void> {
  await writeFile(PAGE, withPart(await readFile(PAGE, 'utf8'), 'measured', partOf(run)));
}

function partOf({ at, machine, busy, rows }: Run): string {
  const { processor, cores, memoryGb, system, node } = machine;
  const about = `${at.slice(0, 10)}: ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node.js ${node.slice(1)}.`;
  const others = `Other processes used ${percent(busy.before)} of the processor before the run, and ${percent(busy.after)} after it.`;
  return `${about}\n${others}\n\n${tableOf(rows, { withGoals: true })}`;
}

export const percent = (share: number): string =>
  Number.isNaN(share) ? 'an unknown part' : `${Math.round(share * 100)} %`;
