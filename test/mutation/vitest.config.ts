import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOMS } from './rooms.ts';

const ROOT = process.cwd();

/** The first test that fails ends the run, so the quick suites come before the long ones. vitest has it the other way round. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

/** The unit suites of one room, which `npm run mutate` names. */
export default defineConfig({
  // Stryker changes a copy of the sources, but links `node_modules`, and would have the contract from where it is unchanged.
  resolve: { alias: { '@rocketchat-openclaw/shared': path.join(ROOT, 'shared/src/index.ts') } },
  test: {
    env: { NODE_ENV: 'development' },
    include: [...(ROOMS[process.env['MUTATED_ROOM'] ?? '']?.suites ?? [])],
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 20_000,
    globalSetup: ['test/memory-folder.ts'],
    setupFiles: ['test/use-memory-folder.ts'],
  },
});
