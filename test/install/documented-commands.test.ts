// Long: the command line of OpenClaw starts for each command in a block, and takes seconds each time.
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSection } from '../docs/read-examples.ts';
import { commandsInBlocks, readBlocks, wordsIn } from '../docs/written/commands.ts';
import {
  documentedCommands,
  faultsOf,
  type Help,
  RECORDED,
  readHelp,
  readRecorded,
} from '../docs/written/openclaw-help.ts';
import { someOf } from '../how-long.ts';
import { anOperator, type Operator } from './operator.ts';

/** `UPDATE_DOCS=1` writes the help that the unit tests measure the pages by. */
const IS_RECORDING = process.env['UPDATE_DOCS'] !== undefined;

const NOT_ASKED = 'UPDATE_DOCS=1 asks for it';

const account = (host: string) => ({ baseUrl: `https://${host}.example.com` });
const START = { ...account('chat'), accounts: { default: {}, alerts: account('alerts') } };

let operator: Operator;

beforeAll(async () => {
  operator = await anOperator();
  await operator.configure(START);
});
afterAll(() => operator?.leave());

const asked = new Map<string, Help>();

async function helpOf(command: string): Promise<Help> {
  const known = asked.get(command);
  if (known) return known;
  const help = readHelp((await operator.openclaw(...command.split(' '), '--help')).stdout);
  asked.set(command, help);
  return help;
}

describe('the recorded help of OpenClaw', () => {
  test.skipIf(!IS_RECORDING)(
    IS_RECORDING ? 'is recorded' : `is recorded (skipped: ${NOT_ASKED})`,
    async () => {
      for (const command of documentedCommands()) await faultsOf(command, helpOf);
      await writeFile(RECORDED, `${JSON.stringify(Object.fromEntries([...asked].sort()), undefined, 2)}\n`);
    },
    900_000,
  );

  // Each takes seconds, so a short run asks for every fifth.
  test.each(someOf(Object.keys(readRecorded())))('is that of `openclaw %s`', async (command) => {
    expect(await helpOf(command)).toEqual(readRecorded()[command]);
  });
});

/** Commands that need neither a gateway nor a value of the reader. */
const RUNNABLE = /^openclaw (?:config (?:set|unset)|rocketchat (?:connect|keys|failed|log))\b/;
const runnable = commandsInBlocks().filter(({ text }) => RUNNABLE.test(text) && !/<[^>]*>/.test(text));
/** Each once, where it stands first. */
const lines = [...new Map(runnable.toReversed().map((each) => [each.text, each])).values()].toReversed();

describe('commands in blocks, one page after the other', () => {
  test.each(lines.map((each) => ({ ...each, name: `${each.file}:${each.line}` })))(
    '$name `$text`',
    async ({ text }) => {
      if (text.includes('channels.rocketchat')) await operator.configure(START);
      // A command that writes the configuration refuses to leave an invalid one.
      const { code, stderr } = await operator.openclaw(...wordsIn(text).slice(1));
      expect(code, stderr).toBe(0);
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
