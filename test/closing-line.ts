import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { soFar } from './run-so-far.ts';

/**
 * Closes a run with a list of the tests that failed or were skipped, and with one line that counts:
 * `N passed, N failed, N skipped`. A file that cannot be loaded counts as a failure.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const suites = modules.flatMap((module) => [...module.children.allSuites()]);
    const broken = [...modules, ...suites].filter((each) => each.errors().length > 0);
    const skipped = soFar(
      'skipped',
      inState('skipped').map((test) => `skipped: ${test.fullName}`),
    );
    const passed = soFar('passed', [inState('passed').length]).reduce((sum, each) => sum + each, 0);
    for (const line of skipped) console.log(line);
    const failed = soFar('failed', [
      ...inState('failed').map((test) => `${nameOf(test)}: ${firstLine(test.result().errors)}`),
      ...broken.map((each) => `${nameOf(each)}: ${firstLine(each.errors())}`),
      ...errors.map((error) => `outside of the tests: ${firstLine([error])}`),
    ]);
    const lines = [
      ...failed.map((text) => `failed: ${text}`),
      `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ];
    // The gateway may still write when it ends, and a long output is read from its end.
    process.once('exit', () => console.log(lines.join('\n')));
  }
}

const nameOf = (each: TestModule | TestSuite | TestCase) =>
  each.type === 'module' ? each.relativeModuleId : `${each.module.relativeModuleId} > ${each.fullName}`;

function firstLine(errors: readonly unknown[] = []): string {
  const [error] = errors;
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return text.split('\n', 1)[0] ?? '';
}
