import { Stryker } from '@stryker-mutator/core';
import { ROOMS } from './rooms.ts';

/**
 * `npm run mutate -- outbox gate` changes the sources of these rooms, one small change after the other, and finds out whether
 * their unit suites fail. Without a name it takes all rooms, which takes hours. docs/testing.md has the scores.
 * `npm run mutate -- outbox rc-app/src/outbox/rounds.ts:20-40` changes only these lines.
 */
async function mutate(name: string, parts: readonly string[]): Promise<string> {
  const isWhole = parts.length === 0;
  process.env['MUTATED_ROOM'] = name;
  const results = await new Stryker({
    mutate: [...(isWhole ? (ROOMS[name]?.sources ?? []) : parts)],
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // Tables and patterns that are made when a file is loaded: for each change of them all suites of the room would run.
    ignoreStatic: true,
    // Codes are closed sets of types, so another one does not compile; sentences are for people to read.
    mutator: { plugins: [], excludedMutations: ['StringLiteral'] },
    concurrency: 2,
    // A change that takes too long counts as noticed, so a busy machine must not come near it. Loops are counted.
    timeoutMS: 40_000,
    // The next run tries again only the changes whose line or tests have changed since.
    incremental: isWhole,
    incrementalFile: `.cache/mutation/${name}.incremental.json`,
    ignorePatterns: ['dist', '.cache'],
    tempDirName: '.cache/stryker',
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { logTests: false },
    jsonReporter: { fileName: `.cache/mutation/${name}${isWhole ? '' : '.part'}.json` },
    allowConsoleColors: false,
  }).runMutationTest();
  const tried = results.filter(({ status }) => status !== 'Ignored');
  const noticed = tried.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  return `${name}: ${noticed.length} of ${tried.length} changes were noticed`;
}

const asked = process.argv.slice(2);
const parts = asked.filter((each) => each.includes('/'));
const rooms = asked.filter((each) => !each.includes('/'));
const names = rooms.length > 0 ? rooms : Object.keys(ROOMS);
const unknown = names.filter((name) => !Object.hasOwn(ROOMS, name));
if (unknown.length > 0) {
  console.error(`there is no room ${unknown.join(', ')}; there are ${Object.keys(ROOMS).join(', ')}`);
  process.exit(1);
}
const lines: string[] = [];
for (const name of names) lines.push(await mutate(name, parts));
console.log(lines.join('\n'));
