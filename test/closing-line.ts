import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { isOneOfSeveral, toPrint } from './run-so-far.ts';

/** A file with tests, as one part of a run has found it. */
export interface FileResult {
  readonly project: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly passed: number;
  /** Full names of tests. */
  readonly skipped: readonly string[];
  /** Name of a test, a suite or the file, and the first line of its error. */
  readonly failed: readonly string[];
}

/**
 * Closes a run with a list of the tests that failed or were skipped, and with one line that counts:
 * `N passed, N failed, N skipped`. A file that cannot be loaded counts as a failure. Of a file that ran twice the second
 * run counts, and the failures of the first one stay in the list.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const files = toPrint('files', modules.map(resultOf));
    const outside = toPrint(
      'outside',
      errors.map((error) => `outside of the tests: ${firstLine([error])}`),
    );
    if (isOneOfSeveral()) return;
    // The gateway may still write when it ends, and a long output is read from its end.
    process.once('exit', () => console.log(closing(files, outside).join('\n')));
  }
}

/** The lines that close a run. */
export function closing(files: readonly FileResult[], outside: readonly string[]): string[] {
  const last = [...new Map(files.map((each) => [keyOf(each), each])).values()];
  const first = files.filter((each) => !last.includes(each));
  const failed = [...last.flatMap((each) => each.failed), ...outside];
  const skipped = last.flatMap((each) => each.skipped);
  const passed = last.reduce((sum, each) => sum + each.passed, 0);
  return [
    ...skipped.map((text) => `skipped: ${text}`),
    ...first.flatMap((each) => each.failed.map((text) => `failed at the first try: ${text}`)),
    ...failed.map((text) => `failed: ${text}`),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}

const keyOf = ({ project, file }: FileResult) => `${project} ${file}`;

function resultOf(module: TestModule): FileResult {
  const tests = [...module.children.allTests()];
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  const broken = [module, ...module.children.allSuites()].filter((each) => each.errors().length > 0);
  return {
    project: module.project.name,
    file: module.relativeModuleId,
    passed: inState('passed').length,
    skipped: inState('skipped').map((test) => test.fullName),
    failed: [
      ...inState('failed').map((test) => `${nameOf(test)}: ${firstLine(test.result().errors)}`),
      ...broken.map((each) => `${nameOf(each)}: ${firstLine(each.errors())}`),
    ],
  };
}

const nameOf = (each: TestModule | TestSuite | TestCase) =>
  each.type === 'module' ? each.relativeModuleId : `${each.module.relativeModuleId} > ${each.fullName}`;

function firstLine(errors: readonly unknown[] = []): string {
  const [error] = errors;
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return text.split('\n', 1)[0] ?? '';
}
