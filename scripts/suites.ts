/**
 * `node scripts/suites.ts <quick|rest|all> [part of a file's name …]` runs the suites of vitest.config.ts in two streams, and
 * closes with one list.
 *
 * A suite at a real gateway mostly waits, and needs a gigabyte; so these run one after the other. Beside them run the suites
 * that need the processor: on two cores that takes two thirds of the time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { wholeClosing } from '../test/whole-closing.ts';

/** Projects for one run of vitest. */
type Run = readonly string[];
/** Runs that go side by side. */
type Step = readonly Run[];

export const PARTS = {
  quick: [[['unit']], [['flow'], ['workspace']]],
  rest: [[['flow'], ['workspace', 'machine']], [['whole']]],
  all: [[['unit']], [['flow'], ['workspace', 'machine']], [['whole']]],
} as const satisfies Record<string, readonly Step[]>;
export type PartName = keyof typeof PARTS;

const VITEST = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');

/** Runs of vitest in a part. */
export const runsIn = (part: PartName): number => PARTS[part].flat().length;

/** The suites of a part, from its first step to its last. @returns whether all of them passed */
async function runPart(part: PartName, files: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  let isGood = true;
  for (const step of PARTS[part] as readonly Step[]) {
    const [first, ...others] = step.map((projects) => launch(projects, files, env));
    first?.stdout?.pipe(process.stdout, { end: false });
    first?.stderr?.pipe(process.stderr, { end: false });
    const texts = others.map(outputOf);
    for (const run of [first, ...others]) isGood = (await endOf(run)) && isGood;
    for (const text of await Promise.all(texts)) process.stdout.write(text);
  }
  return isGood;
}

function launch(projects: Run, files: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const chosen = projects.flatMap((each) => ['--project', each]);
  const args = ['run', ...chosen, ...(files.length > 0 ? ['--passWithNoTests', ...files] : [])];
  // Without npx in between, so that a signal reaches it.
  const run = spawn(process.execPath, [VITEST, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Interrupted in a terminal, the runs hear it by themselves, and end what they have started.
  process.on('SIGTERM', () => run.kill());
  return run;
}

/** Two runs that print by turns could not be read: all that a run prints, once it has ended. */
async function outputOf({ stdout, stderr }: ChildProcess): Promise<string> {
  const pieces: Buffer[] = [];
  const reads = [stdout, stderr].map(async (stream) => {
    for await (const piece of stream ?? []) pieces.push(piece as Buffer);
  });
  await Promise.all(reads);
  return Buffer.concat(pieces).toString('utf8');
}

async function endOf(run: ChildProcess | undefined): Promise<boolean> {
  if (run && run.exitCode === null && run.signalCode === null) await once(run, 'exit');
  return run?.exitCode === 0;
}

if (import.meta.main) {
  const [, , part, ...files] = process.argv;
  if (!part || !Object.hasOwn(PARTS, part)) throw new Error('name a part: quick, rest or all');
  process.on('SIGINT', () => {});
  const given = process.env['RUN_SO_FAR'];
  const folder = given || mkdtempSync(path.join(os.tmpdir(), 'run-so-far-'));
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const env = {
    ...process.env,
    ...color,
    RUN_SO_FAR: folder,
    NODE_ENV: 'development',
    PART: part === 'all' ? '' : part,
  };
  try {
    const isGood = await runPart(part as PartName, files, env);
    console.log(wholeClosing(folder));
    process.exitCode = isGood ? 0 : 1;
  } finally {
    if (!given) rmSync(folder, { recursive: true, force: true });
  }
}
