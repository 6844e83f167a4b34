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
import { leaveBadEnd } from '../test/bad-end.ts';
import type { FileResult } from '../test/closing-line.ts';
import { leave, soFar } from '../test/run-so-far.ts';
import { unknownNames } from '../test/unknown-names.ts';
import { wholeClosing } from '../test/whole-closing.ts';

/** Projects for one run of vitest. */
type Run = readonly string[];
/** Runs that go side by side. */
type Step = readonly Run[];

const REST = [[['flow'], ['workspace', 'machine']], [['whole']]] as const;

export const PARTS = {
  quick: [[['unit']], [['flow'], ['workspace']]],
  rest: REST,
  all: [[['unit']], ...REST],
} as const satisfies Record<string, readonly Step[]>;
export type PartName = keyof typeof PARTS;

const VITEST = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');

/** Runs of vitest in a part. */
export const runsIn = (part: PartName): number => PARTS[part].flat().length;

/** What one part needs to know of the machine; a signal ends it. */
interface Launching {
  readonly files: readonly string[];
  readonly env: NodeJS.ProcessEnv & { readonly RUN_SO_FAR: string };
  readonly signal: AbortSignal;
}

/** The suites of a part, from its first step to its last. @returns whether all of them passed */
async function runPart(part: PartName, { files, env, signal }: Launching): Promise<boolean> {
  let isGood = true;
  for (const step of PARTS[part] as readonly Step[]) {
    // Who interrupts a run wants no other one to begin.
    if (signal.aborted) {
      leaveBadEnd(env.RUN_SO_FAR, process.pid, step.flat().join(', '), 'an interruption');
      return false;
    }
    const [first, ...others] = step.map((projects) => launch(projects, files, env));
    first?.run.stdout?.pipe(process.stdout, { end: false });
    first?.run.stderr?.pipe(process.stderr, { end: false });
    const texts = others.map(({ run }) => outputOf(run));
    for (const each of [first, ...others]) isGood = (!each || (await endOf(each, env.RUN_SO_FAR))) && isGood;
    for (const text of await Promise.all(texts)) process.stdout.write(text);
  }
  return noneIsUnknown(part, files, env.RUN_SO_FAR) && isGood;
}

/** A name that no run has found is a failure: vitest would pass over it, and the list would close without one. */
function noneIsUnknown(part: PartName, names: readonly string[], folder: string): boolean {
  const found = soFar<FileResult>(folder, 'files').map(({ file }) => file);
  const unknown = unknownNames(names, found);
  const failures = unknown.map((each) => `no suite of the part ${part} has \`${each}\` in its path`);
  if (unknown.length > 0) leave(folder, 'outside', failures, process.pid);
  return unknown.length === 0;
}

interface Launched {
  readonly run: ChildProcess;
  readonly projects: Run;
}

function launch(projects: Run, files: readonly string[], env: NodeJS.ProcessEnv): Launched {
  const chosen = projects.flatMap((each) => ['--project', each]);
  const args = ['run', ...chosen, ...(files.length > 0 ? ['--passWithNoTests', ...files] : [])];
  // Without npx in between, so that a signal reaches it.
  const run = spawn(process.execPath, [VITEST, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Interrupted in a terminal, the runs hear it by themselves, and end what they have started.
  process.on('SIGTERM', () => run.kill());
  return { run, projects };
}

/** Waits for the end of a run. One that ends badly and names no failure itself is one. @returns whether it passed */
async function endOf({ run, projects }: Launched, folder: string): Promise<boolean> {
  if (run.exitCode === null && run.signalCode === null) await once(run, 'exit');
  if (run.exitCode === 0) return true;
  leaveBadEnd(folder, run.pid ?? 0, projects.join(', '), run.signalCode ?? `exit code ${run.exitCode}`);
  return false;
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

if (import.meta.main) {
  const [, , part, ...files] = process.argv;
  if (!part || !Object.hasOwn(PARTS, part)) throw new Error('name a part: quick, rest or all');
  const interrupted = new AbortController();
  for (const each of ['SIGINT', 'SIGTERM'] as const) process.on(each, () => interrupted.abort());
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
    const isGood = await runPart(part as PartName, { files, env, signal: interrupted.signal });
    console.log(wholeClosing(folder));
    process.exitCode = isGood ? 0 : 1;
  } finally {
    if (!given) rmSync(folder, { recursive: true, force: true });
  }
}
