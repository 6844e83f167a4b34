import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPrompt } from '../../../testbed/gateway/prompt.ts';
import { longAnswer } from '../../../testbed/playground/long-answer.ts';
import { HELP, ORDERS, SCENES, sceneOf, TRIES } from '../../../testbed/playground/scenes.ts';
import { playScenes } from '../../../testbed/playground/scripted-answer.ts';

const asked = (text: string, toolResults: readonly string[] = []) => ({
  ...readPrompt({}),
  text,
  toolResults,
  sender: 'Bob',
});
const say = (text: string, toolResults?: readonly string[]) => playScenes(0)(asked(text, toolResults), 1);

describe('a word', () => {
  test.each(TRIES.map(({ word }) => word))('“%s” is in the help and in docs/playground.md', (word) => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/playground.md'), 'utf8');
    if (word !== 'help') expect(HELP).toContain(`\`${word}\``);
    expect(page).toContain(`\`${word}\``);
  });

  test.each(['ask me', 'Ask me', ' @openclaw.bot ask me ', '@openclaw.bot @alice ASK ME'])('%j is found', (text) => {
    expect(sceneOf(text)?.word).toBe('ask me');
  });

  test.each(['please ask me', 'ask', 'stream it', ''])('%j is repeated like anything else', (text) => {
    expect(sceneOf(text)).toBeUndefined();
    expect(say(text)).toMatchObject({ text: expect.stringContaining('wrote') });
  });
});

test.each(SCENES.map(({ word }) => word))('“%s” comes to an end: after its tool it calls no other', (word) => {
  const [first, second] = [say(word), say(word, ['done'])];
  expect(first).toSatisfy(
    (each) => typeof each === 'string' || 'status' in each || each.text || each.calls.length === 1,
  );
  expect(second).not.toHaveProperty('calls');
});

test.each(['buttons', 'poll', 'file', 'react'])('“%s” claims nothing that its tool could not do', (word) => {
  expect(say(word, ['{\n  "status": "error",\n  "error": "no such room"\n}'])).toMatch(/^That did not work/);
});

test('it repeats the answer to its question', () => {
  for (const order of ORDERS) expect(say('ask me', [`{"lunch":["${order}"]}`])).toContain(order);
  expect(say('ask me', ['{"status":"no_answer"}'])).toContain('nothing from the list');
});

test('the long answer is long', () => expect(longAnswer().length).toBeGreaterThan(12_000));
