import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../gateway-endpoint/src/gate/command.ts';
import texts from '../../rc-app/i18n/en.json' with { type: 'json' };
import { SETTINGS } from '../../rc-app/src/settings/settings.ts';
import { HELP } from '../../rc-app/src/texts/en/admins.ts';
import { isCurrent, table } from './generated-part.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/admin.md');

const textOf = (key: string): string => {
  expect(texts).toHaveProperty(key);
  return texts[key as keyof typeof texts];
};

const settings = SETTINGS.map(({ id, section, i18nLabel, i18nDescription, values = [] }) => [
  textOf(section ?? ''),
  `*${textOf(i18nLabel)}*`,
  `\`${id}\``,
  [textOf(i18nDescription ?? ''), ...values.map((value) => `\`${value.key}\`: ${textOf(value.i18nLabel)}.`)].join(' '),
]);

/** “`/openclaw here off` – send nothing … (room owners)”. */
const ofTheApp = HELP.lines.map((line) => {
  const {
    command = '',
    meaning = '',
    who = 'everybody',
  } = /^(?<command>`[^`]+`) – (?<meaning>.*?)(?: \((?<who>[^()]+)\))?$/.exec(line)?.groups ?? {};
  return [command, who, meaning];
});

const RIGHT = {
  everybody: 'everybody who may talk to the agent',
  'own-run': 'operators, and a person who alone started what runs',
  approvers: 'approvers',
  operators: 'operators',
} as const;
const EFFECT: Record<keyof typeof COMMANDS, string> = {
  status: 'what runs, what waits, and which model answers',
  new: 'start a new conversation: the agent forgets the one before',
  help: 'list the commands that you may use',
  model: 'name the model, or choose another one',
  queue: 'name the queue mode, or choose another one',
  stop: 'stop what runs',
  approve: 'decide an approval: `!approve <id> allow-once`, `allow-always` or `deny`',
};
const ofTheAgent = Object.entries(COMMANDS).map(([name, rule]) => [
  `\`/openclaw ${name}\`, \`!${name}\``,
  RIGHT[rule],
  EFFECT[name as keyof typeof COMMANDS],
]);

describe('docs/admin.md', () => {
  test.each([
    ['settings', table(['section', 'setting', 'id', 'meaning'], settings)],
    ['commands', table(['command', 'who may', 'meaning'], [...ofTheApp, ...ofTheAgent])],
  ])('holds the table of %s as the code has it', (name, part) => {
    expect(existsSync(PAGE)).toBe(true);
    expect(part).not.toMatch(/\| +\|/);
    expect(isCurrent(PAGE, name, part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
  });
});
