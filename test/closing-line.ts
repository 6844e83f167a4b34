import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with one line that counts: `N passed, N failed, N skipped`. A file that cannot be loaded is a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    for (const test of tests.filter((each) => each.result().state === 'skipped')) {
      console.log(`skipped: ${test.fullName}`);
    }
    const line = `${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`;
    // After whatever the gateway's end has to say: a run is read by its last line.
    process.once('exit', () => console.log(line));
  }
}
