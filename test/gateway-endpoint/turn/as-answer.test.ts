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
  ['Pizza', 'Pizza'],
  ['ask @carol', 'ask @carol'],
  ['@openclaw', '@openclaw'],
  ['@openclaw2 Pizza', '@openclaw2 Pizza'],
  ['Pizza @openclaw2', 'Pizza @openclaw2'],
  ['mail@openclaw', 'mail@openclaw'],
  ['who is @openclaw and why', 'who is @openclaw and why'],
])('[F24] to a question of the agent, %j is the answer %j', (text, answer) => {
  expect(textOf(text)).toBe(answer);
});

test('where nothing is asked, a message stays as it was written', () => {
  expect(textOf('@openclaw 2', false)).toBe('@openclaw 2');
});
