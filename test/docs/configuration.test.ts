import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { manifest } from '../../gateway-endpoint/manifest.ts';
import { access } from '../../gateway-endpoint/src/config/access-schema.ts';
import { FOREIGN_KEYS } from '../../gateway-endpoint/src/config/foreign-keys.ts';
import { LIVE_KEYS } from '../../gateway-endpoint/src/config/live-keys.ts';
import { RocketChatConfig } from '../../gateway-endpoint/src/config/schema.ts';
import { SILENCES } from '../../gateway-endpoint/src/texts/silences.ts';
import { ask } from '../gateway-endpoint/gate/ask.ts';
import { isCurrent } from './generated-part.ts';
import { TABLES } from './key-tables.ts';
import { DOCUMENT, type Example, readExamples, readSection } from './read-examples.ts';

/** The people of the document, and the rooms of its workspace. */
const PEOPLE: Record<string, { id: string; username: string; type?: 'bot' }> = {
  Alice: { id: 'AliceId', username: 'alice' },
  Bob: { id: 'BobId', username: 'bob' },
  Carol: { id: 'CarolId', username: 'carol' },
  'another bot': { id: 'RobotId', username: 'robot', type: 'bot' },
};
const ROOMS = ['general', 'ops', 'random'];
const NAMES = Object.fromEntries(ROOMS.flatMap((name) => [name, `#${name}`].map((key) => [key, `Id-of-${name}`])));

const examples = readExamples();
const fromManifest = z.fromJSONSchema(
  manifest().channelConfigs.rocketchat.schema as Parameters<typeof z.fromJSONSchema>[0],
);

describe('docs/configuration.md', () => {
  test.each(Object.entries(TABLES))('holds the table of %s as the code has it', (name, table) => {
    expect(isCurrent(DOCUMENT, name, table), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
  });

  test('describes every key', () => {
    expect(Object.values(TABLES).join('\n')).not.toMatch(/\| +\|$/m);
  });

  test('names the keys that start an account anew', () => {
    const known = Object.keys(RocketChatConfig.shape).filter((key) => !(key in FOREIGN_KEYS));
    const starting = known.filter((key) => !LIVE_KEYS.includes(key));
    const text = readFileSync(DOCUMENT, 'utf8').replaceAll('\n', ' ');
    expect(text).toContain(`at the root: ${starting.map((key) => `\`${key}\``).join(', ')}.`);
  });

  test('has an example for every key that decides who may talk to the agent, and where', () => {
    const shown = JSON.stringify(examples.map(({ section }) => section));
    // These are explained in the text above the examples, or are no question of who and where.
    const others = ['allowBots', 'mentionAll', 'implicitMentions', 'commandPrefix', 'botLoopProtection', 'hints'];
    const missing = Object.keys({ ...access, accounts: 1 }).filter((key) => !shown.includes(`"${key}"`));
    expect(missing).toEqual(others);
  });
});

describe('the set-ups in docs/operator.md', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/operator.md'), 'utf8');
  const rows = [...page.matchAll(/^\| ([a-z ,]+) \| (`(?:dmPolicy|rooms).*) \|$/gm)];
  const setUps = rows.map(([, name = '', keys = '']) => [name, keys.replaceAll('`', '').replace(', …', '')] as const);
  const mention = '@openclaw hello';
  /** Of Alice, who is listed, and Bob, who is not: in a direct message, in #general and in #ops. */
  const PROMISED: Record<string, string[]> = {
    'some people, everywhere': ['answered', 'answered', 'answered', 'sender-not-allowed', 'sender-not-allowed'],
    'the members of some rooms, by a mention': [
      'pairing-required',
      'answered',
      'room-not-allowed',
      'pairing-required',
      'answered',
    ],
    'everybody, everywhere': ['answered', 'answered', 'answered', 'answered', 'answered'],
  };

  test.each(setUps)('%s', async (name, keys) => {
    const section = readSection(`{ ${keys.replace('<user id>', 'AliceId')} }`);
    const asked = [
      { who: 'Alice', where: 'direct', says: 'hello' },
      { who: 'Alice', where: '#general', says: mention },
      { who: 'Alice', where: '#ops', says: mention },
      { who: 'Bob', where: 'direct', says: 'hello' },
      { who: 'Bob', where: '#general', says: mention },
    ];
    expect(await Promise.all(asked.map((each) => happensTo(section, each)))).toEqual(PROMISED[name]);
  });

  test('are three, and the number of examples is right', () => {
    expect(setUps.map(([name]) => name)).toEqual(Object.keys(PROMISED));
    expect(page).toContain(`${examples.length} examples`);
  });
});

test('the manifest that the examples are held against refuses what is wrong', () => {
  for (const wrong of [{ authToken: 'x' }, { dmPolcy: 'open' }, { rooms: { general: { enabled: true } } }]) {
    expect(fromManifest.safeParse(wrong).success).toBe(false);
  }
});

describe.each(examples)('the example “$title”', ({ section, rows }) => {
  test('is a valid configuration', () => {
    expect(RocketChatConfig.safeParse(section).error).toBeUndefined();
    expect(fromManifest.safeParse(section).error).toBeUndefined();
  });

  test('says what happens', () => {
    expect(rows).not.toEqual([]);
  });

  test.each(rows)('$who in $where says $says: $happens', async ({ happens, ...row }) => {
    if (happens !== 'answered') expect(Object.keys(SILENCES)).toContain(happens);
    expect(await happensTo(section, row)).toBe(happens);
  });
});

async function happensTo(section: object, { who, where, says }: Omit<Example['rows'][number], 'happens'>) {
  const person = PEOPLE[who];
  const [, accountId = 'default', place = ''] = /^(?:(\w+) · )?(direct|#\w+)$/.exec(where) ?? [];
  if (!person || !place) throw new Error(`the document speaks of ${who} in ${where}, whom the test does not know`);
  const room =
    place === 'direct'
      ? ({ id: `Direct-${person.id}`, type: 'direct', name: '' } as const)
      : ({ id: NAMES[place] ?? place, type: 'channel', name: place.slice(1) } as const);
  const told = { room, actor: { name: who, ...person }, text: says, mentioned: says.includes('@openclaw') };
  const outcome = await ask(section, told, { names: NAMES, accountId });
  return outcome === 'starts' ? 'answered' : outcome;
}
