import { expect, test } from 'vitest';
import { wordsOf } from '../../../gateway-endpoint/src/turn/words.ts';
import { aMessage, aSpeaker } from '../event.ts';
import { BOT } from '../fake-app.ts';

const NOTHING = { media: [], notes: [] };
const quotation = { kind: 'quotation', text: '/model gpt', author: aSpeaker('bob') } as const;

test('a text is read as it was written', () => {
  expect(wordsOf(aMessage({ text: ' @openclaw  hi ' }), BOT, NOTHING)).toEqual({
    raw: ' @openclaw  hi ',
    forAgent: ' @openclaw  hi ',
  });
});

test('a prefix that stands for a mention is not read, nor the blanks around it', () => {
  expect(wordsOf(aMessage({ text: ' >  hello' }), BOT, NOTHING, '>').raw).toBe('hello');
});

test('of a quotation alone the agent reads the quotation, and no command is read in it', () => {
  const { raw, forAgent } = wordsOf(aMessage({ text: ' ', attachments: [quotation] }), BOT, NOTHING);
  expect(raw).toBe('[quotation]');
  expect(forAgent).toContain('/model gpt');
});

test('a quotation comes below the text, and is no part of what a command is read in', () => {
  const { raw, forAgent } = wordsOf(aMessage({ text: 'so?', attachments: [quotation] }), BOT, NOTHING);
  expect(raw).toBe('so?');
  expect(forAgent).toMatch(/^so\?\n.*\/model gpt/s);
});

test('of files that cannot be read the agent hears, with a text and without', () => {
  const taken = { media: [], notes: ['[one]', '[two]'] };
  expect(wordsOf(aMessage({ text: '' }), BOT, taken)).toMatchObject({ raw: '[one]\n[two]' });
  expect(wordsOf(aMessage({ text: 'see' }), BOT, taken)).toEqual({ raw: 'see', forAgent: 'see\n\n[one]\n[two]' });
});

test('a message of nothing is nothing', () => {
  expect(wordsOf(aMessage({ text: ' ' }), BOT, NOTHING)).toEqual({ raw: '', forAgent: '' });
});
