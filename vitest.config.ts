import { defineConfig } from 'vitest/config';
import { CaseRows } from './test/case-rows.ts';
import { PointsOnTheWay } from './test/on-the-way.ts';
import { PromiseTable } from './test/promises.ts';
import { QUICK } from './test/quick.ts';
import { SlowestSuites } from './test/slowest-suites.ts';

/** Real-engine suites run one file after the other, where their project does not say otherwise: a gateway needs a gigabyte. */
const oneAtATime = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } as const;

/** `PART=quick` is `npm test`, `PART=rest` is everything else, and without it all suites run. */
function suites(project: keyof typeof QUICK, all: string[]): { include: string[]; exclude: string[] } {
  const part = process.env['PART'];
  return {
    include: part === 'quick' ? QUICK[project] : all,
    exclude: part === 'rest' ? QUICK[project] : [],
  };
}

export default defineConfig({
  test: {
    // vitest would set NODE_ENV=test, under which the Apps-Engine grants an app every permission.
    env: { NODE_ENV: 'development' },
    pool: 'forks',
    reporters: [
      'default',
      new PromiseTable(),
      new PointsOnTheWay(),
      new CaseRows(),
      new SlowestSuites(),
      './test/closing-line.ts',
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,rc-app,gateway-endpoint,testbed/playground,scripts,docs}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
          // Two thirds of the time of these suites would be spent on loading the same modules again.
          isolate: false,
          // By itself vitest leaves one core free: on a machine with two, these suites would take twice as long.
          maxWorkers: '100%',
          // Some try thousands of inputs, and share the cores.
          testTimeout: 30_000,
          globalSetup: ['test/memory-folder.ts'],
          setupFiles: ['test/use-memory-folder.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'workspace',
          ...suites('workspace', ['test/{testbed/workspace,app,package}/**/*.test.ts']),
          sequence: { groupOrder: 1 },
          ...oneAtATime,
          // A sandbox mostly waits, and is small.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'flow',
          ...suites('flow', ['test/{flow,attack}/**/*.test.ts', 'test/chaos/*.test.ts']),
          globalSetup: ['test/flow/gateway-setup.ts'],
          provide: { length: 'short' },
          sequence: { groupOrder: 2 },
          ...oneAtATime,
        },
      },
      {
        extends: true,
        // Minutes long, and their outcome depends on the machine: `npm run load`, not part of `npm run test:all`.
        test: {
          name: 'load',
          include: ['test/load/**/*.test.ts'],
          globalSetup: ['test/flow/gateway-setup.ts'],
          sequence: { groupOrder: 4 },
          ...oneAtATime,
        },
      },
      {
        extends: true,
        // Many people at once, beside Mattermost: `npm run crowds`.
        test: {
          name: 'bench',
          include: ['test/bench/**/*.bench.ts'],
          sequence: { groupOrder: 9 },
          ...oneAtATime,
        },
      },
      {
        extends: true,
        // The same attacks many times over, and those that measure: `npm run attack`.
        test: {
          name: 'attack',
          include: ['test/attack/**/*.{test,long}.ts'],
          globalSetup: ['test/flow/gateway-setup.ts'],
          provide: { length: 'long' },
          sequence: { groupOrder: 5 },
          ...oneAtATime,
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        // Bad networks, slow models and new secrets at length, and hours of absence: `npm run chaos`.
        test: {
          name: 'chaos',
          include: ['test/chaos/*.{test,long}.ts', 'test/rc-app/outbox/hours-away.test.ts'],
          globalSetup: ['test/flow/gateway-setup.ts'],
          provide: { length: 'long' },
          sequence: { groupOrder: 6 },
          ...oneAtATime,
        },
      },
      {
        extends: true,
        // A full disk, a wrong clock, kill -9 and an operator's shell, each with a gateway of its own, if any; the first three
        // at length as `chaos-machine`.
        test: {
          name: 'machine',
          include: ['test/chaos/**/*.machine.ts', 'test/{install,bench}/**/*.test.ts'],
          provide: { length: 'short' },
          sequence: { groupOrder: 7 },
          ...oneAtATime,
          // No two share a folder or a gateway, and each mostly waits for one process, which keeps one core busy.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos-machine',
          include: ['test/chaos/**/*.machine.ts'],
          provide: { length: 'long' },
          sequence: { groupOrder: 8 },
          ...oneAtATime,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          // One at a time: the playground builds both halves anew, which takes them away from any other suite.
          include: ['test/{browser,start}/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          ...oneAtATime,
        },
      },
    ],
  },
});
