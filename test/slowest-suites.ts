import { readFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { toPrint } from './run-so-far.ts';

/** How long a file with tests took in one part of a run, its imports included. */
export interface SuiteTime {
  readonly project: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly seconds: number;
}

/** When a part of a run began and ended, in milliseconds since 1970. */
export interface Part {
  readonly from: number;
  readonly until: number;
}

const SHOWN = 10;
/** A suite that takes longer says why in its first line. */
const LONG_S = 60;
const REASON = '// Long: ';

/**
 * Closes a run with its ten slowest suites and with the time that it took: from the start of the first suite to the end of
 * the last one, also where the run has several parts.
 */
export class SlowestSuites implements Reporter {
  private from = 0;

  onTestRunStart(): void {
    this.from = Date.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const times = toPrint('times', modules.map(timeOf));
    const parts = toPrint('parts', [{ from: this.from, until: Date.now() }]);
    if (times.length > 0) console.log(`\n${slowest(times, parts, firstLineOf).join('\n')}\n`);
  }
}

/**
 * The lines that name the slowest suites and count the time.
 *
 * @param firstLine the first line of a file
 */
export function slowest(
  times: readonly SuiteTime[],
  parts: readonly Part[],
  firstLine: (file: string) => string,
): string[] {
  const first = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
  const rows = first.map((each) => {
    const why = each.seconds > LONG_S ? `  ${reasonIn(firstLine(each.file))}` : '';
    return `${each.seconds.toFixed(1).padStart(6)} s  ${each.project} ${each.file}${why}`;
  });
  return ['slowest suites:', ...rows, `whole run: ${times.length} suites in ${inWords(timeOver(parts))}`];
}

const reasonIn = (line: string) =>
  line.startsWith(REASON) ? line.slice(REASON.length) : `over ${LONG_S} s, and its first line does not say why`;

const timeOver = (parts: readonly Part[]) =>
  Math.max(...parts.map(({ until }) => until)) - Math.min(...parts.map(({ from }) => from));

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function timeOf(module: TestModule): SuiteTime {
  const { prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    project: module.project.name,
    file: module.relativeModuleId,
    seconds: (prepareDuration + collectDuration + setupDuration + duration) / 1000,
  };
}

export const firstLineOf = (file: string) => readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
