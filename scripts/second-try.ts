/**
 * Continuous integration runs a file again, once, where all failures stand in a few files that run real processes of
 * others: the sandbox of the Apps-Engine, a gateway, a browser, an installation. On a busy machine such a file fails now and then. The closing list names
 * each first failure. A test in it has a defect that is to be mended: only a run without such lines is clean.
 */
import { spawnSync } from 'node:child_process';
import type { FileResult } from '../test/closing-line.ts';
import { soFar } from '../test/run-so-far.ts';
import type { Part } from '../test/slowest-suites.ts';
import { wholeClosing } from '../test/whole-closing.ts';
import { runsIn } from './suites.ts';

/** Projects of vitest.config.ts whose suites run real processes of others. The others depend on nothing but our code. */
const PROJECTS = ['workspace', 'flow', 'machine', 'whole'];
/** Where more files fail, it is not chance. */
const MOST = 3;
/** Runs of vitest in `npm test` and the rest. One that lint, types or the build have stopped has not come to its end. */
const RUNS = runsIn('quick') + runsIn('rest');

/** The files that may run again; none where one of the failures is not of that kind. */
export function filesToTryAgain(files: readonly FileResult[], outside: readonly string[]): FileResult[] {
  const failed = files.filter((each) => each.failed.length > 0);
  const isChance = failed.every(({ project }) => PROJECTS.includes(project)) && failed.length <= MOST;
  return isChance && outside.length === 0 ? failed : [];
}

if (import.meta.main) {
  const folder = process.env['RUN_SO_FAR'] ?? '';
  const again = filesToTryAgain(soFar<FileResult>(folder, 'files'), soFar<string>(folder, 'outside'));
  if (soFar<Part>(folder, 'parts').length !== RUNS || again.length === 0) process.exit(1);
  console.log(`ci: these files run again, once:\n${again.map(({ file }) => `  ${file}`).join('\n')}`);
  const projects = [...new Set(again.map(({ project }) => project))].flatMap((each) => ['--project', each]);
  const env = { ...process.env, NODE_ENV: 'development' };
  const { status } = spawnSync('npx', ['vitest', 'run', ...projects, ...again.map(({ file }) => file)], {
    env,
    stdio: 'inherit',
  });
  console.log(wholeClosing(folder));
  process.exit(status ?? 1);
}
