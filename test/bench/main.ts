import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sandboxPid } from '../app/process-memory.ts';
import { type Asked, readArguments, USAGE } from './arguments.ts';
import { busyShare, describeMachine } from './machine.ts';
import { MEASURES } from './measures/measures.ts';
import { percent, writePage } from './report/page.ts';
import type { Row } from './report/row.ts';
import { briefOf, tableOf } from './report/table.ts';
import { startSideBySide } from './sides.ts';
import type { Stage } from './stage.ts';

const RESULTS = path.join(import.meta.dirname, '../../.cache/bench');

const say = (line: string) => console.log(`bench: ${line}`);

/** A measure that fails takes its own rows with it, and no others. */
interface Measured {
  readonly rows: readonly Row[];
  readonly failed: readonly string[];
}

async function measureAll({ only, scale }: Asked): Promise<Measured> {
  const began = performance.now();
  const both = await startSideBySide();
  say(`started in ${Math.round((performance.now() - began) / 1_000)} s`);
  try {
    let words = 0;
    const newWords = () => `question-${++words}-end`;
    const stage: Stage = { ...both, scale, newWords, sandboxPid: sandboxPid() };
    const rows: Row[] = [];
    const failed: string[] = [];
    for (const name of only) {
      const started = performance.now();
      try {
        const measured = (await MEASURES[name]?.(stage)) ?? [];
        rows.push(...measured);
        say(measured.map(briefOf).join(', '));
      } catch (error) {
        console.error(error);
        failed.push(`${name}: ${String(error)}`);
      }
      say(`${name}: ${Math.round((performance.now() - started) / 1_000)} s`);
    }
    return { rows, failed };
  } finally {
    await both.stop();
  }
}

async function main(asked: Asked): Promise<void> {
  const started = performance.now();
  const at = new Date().toISOString();
  const machine = describeMachine();
  const before = await busyShare();
  say(`${machine.processor}, ${machine.cores} cores, ${percent(before)} of them in use by others before the start`);
  const { rows, failed } = await measureAll(asked);
  const after = await busyShare();
  console.log(`\n${tableOf(rows, { withGoals: !asked.isQuick })}\n`);
  for (const { title, note } of rows) if (note) console.log(`${title}: ${note}`);
  for (const each of failed) say(`NOT MEASURED: ${each}`);
  if (failed.length > 0) process.exitCode = 1;
  say(`${percent(after)} of the machine are in use by others after the end`);
  await mkdir(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${at.replaceAll(/[:.]/g, '-')}${asked.isQuick ? '-quick' : ''}.json`);
  await writeFile(
    file,
    JSON.stringify({ at, isQuick: asked.isQuick, machine, busy: { before, after }, rows, failed }, null, 2),
  );
  if (asked.writesPage) await writePage({ at, machine, busy: { before, after }, rows });
  say(`${rows.length} rows in ${Math.round((performance.now() - started) / 1_000)} s, written to ${file}`);
}

try {
  await main(readArguments(process.argv.slice(2), Object.keys(MEASURES)));
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  console.error(`\n${USAGE} ${Object.keys(MEASURES).join(', ')}`);
  process.exitCode = 1;
}
