import { expect, test } from 'vitest';
import { asAnswer } from '../../../gateway-endpoint/src/turn/as-answer.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';

const textOf = (text: string, isAsking = true) =>
  asAnswer(aMessage({ text, threadId: 'T1' }), BOT, {
    isAsking: (roomId, threadId) => isAsking && roomId === 'Room1' && threadId === 'T1',
  }).message.text;

test.each([
  ['@openclaw 2', '2'],
  ['@openclaw Pizza', 'Pizza'],
  ['@openclaw: Pizza', 'Pizza'],
  ['(@openclaw) Pizza', 'Pizza'],
  ['**@openclaw**, Pizza please', 'Pizza please'],
  ['Pizza @openclaw', 'Pizza'],
  ['Pizza, @OpenClaw!', 'Pizza'],
  ['Pizza (@openclaw)', 'Pizza'],
  ['@openclaw，2', '2'],
  ['@openclaw：披萨', '披萨'],
  ['Pizza', 'Pizza'],
  ['ask @carol', 'ask @carol'],
  ['@openclaw', '@openclaw'],
  ['@openclaw2 Pizza', '@openclaw2 Pizza'],
  ['Pizza @openclaw2', 'Pizza @openclaw2'],
  ['mail@openclaw', 'mail@openclaw'],
  ['who is @openclaw and why', 'who is @openclaw and why'],
  ['write to mail@openclaw', 'write to mail@openclaw'],
  ['why not?!', 'why not?!'],
])('[F24] to a question of the agent, %j is the answer %j', (text, answer) => {
  expect(textOf(text)).toBe(answer);
});

test('[F24] a long answer with a mention behind it is that answer', () => {
  const answer = 'one word after the other, and more of them than fit between an answer and a mention';
  expect(textOf(`${answer} (@openclaw)`)).toBe(answer);
});

test('where nothing is asked, a message stays as it was written', () => {
  expect(textOf('@openclaw 2', false)).toBe('@openclaw 2');
});

test('[F24] [F6] a phone quotes the question and answers below it', () => {
  const text = '[ ](https://chat.example/channel/general?msg=Q1) @openclaw 2';
  const told = aMessage({ text, attachments: [{ kind: 'quotation', messageId: 'Q1', text: 'Pizza or pasta?' }] });
  expect(asAnswer(told, BOT, { isAsking: () => true }).message.text).toBe('2');
});
