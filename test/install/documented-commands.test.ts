// Long: the command line of OpenClaw starts for each command that a page names, and takes seconds each time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSection } from '../docs/read-examples.ts';
import { commandsInBlocks, readBlocks, readCommands, type Written, wordsIn } from '../docs/written/commands.ts';
import { openHelp } from './documented-help.ts';
import { anOperator, type Operator } from './operator.ts';

const isOpenClaws = ({ text }: Written) => text.startsWith('openclaw ');
/** The same command may stand in many pages. */
const COMMANDS = [
  ...new Set(
    readCommands()
      .filter(isOpenClaws)
      .map(({ text }) => text),
  ),
].toSorted();

const account = (host: string) => ({ baseUrl: `https://${host}.example.com` });
const START = { ...account('chat'), accounts: { default: {}, alerts: account('alerts') } };

let operator: Operator;
let faultsOf: (command: string) => Promise<string[]>;

beforeAll(async () => {
  operator = await anOperator();
  await operator.configure(START);
  faultsOf = openHelp(operator.openclaw);
});
afterAll(() => operator?.leave());

test('the pages name many commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(35);
});

test.each(COMMANDS)('OpenClaw knows `%s`', async (command) => {
  expect(await faultsOf(command)).toEqual([]);
});

test.each([
  ['openclaw nothing', /no command/],
  ['openclaw channels status --everything', /no option --everything/],
  ['openclaw rocketchat connect --secret x', /no option --secret/],
  ['openclaw config unset one two', /too many values/],
])('`%s` would be found', async (command, fault) => {
  expect(await faultsOf(command)).toContainEqual(expect.stringMatching(fault));
});

/** Commands that need neither a gateway nor a value of the reader. */
const RUNNABLE = /^openclaw (?:config (?:set|unset)|rocketchat (?:connect|keys|failed))\b/;
const lines = commandsInBlocks().filter(({ text }) => RUNNABLE.test(text) && !/<[^>]*>/.test(text));

describe('commands in blocks, one page after the other', () => {
  test.each(lines.map((each) => ({ ...each, name: `${each.file}:${each.line}` })))(
    '$name `$text`',
    async ({ text }) => {
      if (text.includes('channels.rocketchat')) await operator.configure(START);
      const { code, stderr } = await operator.openclaw(...wordsIn(text).slice(1));
      expect(code, stderr).toBe(0);
      const validated = await operator.openclaw('config', 'validate');
      expect(validated.code, validated.stderr).toBe(0);
    },
  );

  test('are many', () => {
    expect(lines.length).toBeGreaterThan(10);
  });
});

const blocks = readBlocks()
  // Those in json5 are examples of this channel, which test/docs/configuration.test.ts tries.
  .filter(({ language }) => language === 'json')
  .map((block) => ({ name: `${block.file}:${block.line}`, value: readSection(block.text) as Record<string, never> }))
  .filter(({ value }) => ['channels', 'session', 'agents', 'bindings'].some((key) => key in value));

describe('blocks of openclaw.json', () => {
  test.each(blocks)('$name is a valid configuration', async ({ value }) => {
    await operator.configure(value['channels']?.['rocketchat'] ?? START, value);
    const { code, stderr } = await operator.openclaw('config', 'validate');
    expect(code, stderr).toBe(0);
  });
});
