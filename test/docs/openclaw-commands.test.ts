import { expect, test } from 'vitest';
import { documentedCommands, faultsOf, type Help, readRecorded } from './written/openclaw-help.ts';

const recorded = readRecorded();
const NONE: Help = { usage: '', commands: [], options: {} };
const helpOf = async (path: string) => recorded[path] ?? NONE;
const commands = documentedCommands();

test('the pages name many commands', () => {
  expect(commands.length).toBeGreaterThan(35);
});

// Is a new command missing? `test/install/documented-commands.test.ts` records it, with UPDATE_DOCS=1.
test.each(commands)('OpenClaw knows `%s`', async (command) => {
  expect(await faultsOf(command, helpOf)).toEqual([]);
});

test.each([
  ['openclaw nothing', /no command/],
  ['openclaw channels status --everything', /no option --everything/],
  ['openclaw rocketchat connect --secret x', /no option --secret/],
  ['openclaw config unset one two', /too many values/],
])('`%s` would be found', async (command, fault) => {
  expect(await faultsOf(command, helpOf)).toContainEqual(expect.stringMatching(fault));
});
