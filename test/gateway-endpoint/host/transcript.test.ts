import { describe, expect, test } from 'vitest';
import {
  answersIn,
  type Entry,
  entriesOf,
  finishedIn,
  isAllAnswered,
  isAnsweredIn,
  isIn,
  isOpenEnded,
  openTranscripts,
} from '../../../gateway-endpoint/src/host/transcript.ts';

/** As OpenClaw 2026.9.6 writes it. */
const user = (content: string, origin: object = {}) => ({
  type: 'message',
  id: 'a',
  timestamp: '2026-11-30T23:04:31.526Z',
  message: { role: 'user', content, timestamp: 1, ...origin },
});
const fromRoom = (messageId: string, channel = 'rocketchat') =>
  user('hello', { __openclaw: { senderIsOwner: false, transport: { channel, conversationRef: 'conv', messageId } } });
const assistant = (text: string, stopReason = 'stop') => ({
  type: 'message',
  message: { role: 'assistant', stopReason, content: [{ type: 'thinking' }, { type: 'text', text }] },
});

describe('a transcript', () => {
  test('has what the agent has read and answered, in its order', () => {
    const events = [
      { type: 'session', id: 's' },
      fromRoom('M1'),
      { type: 'custom', customType: 'model-snapshot' },
      assistant('I look', 'toolUse'),
      { type: 'message', message: { role: 'toolResult', content: [] } },
      assistant('', 'error'),
      assistant('yes'),
      fromRoom('M2', 'slack'),
      user('[System] Your previous turn was interrupted'),
      undefined,
    ];
    expect(entriesOf(events)).toEqual([
      { by: 'person', messageId: 'M1' },
      { by: 'agent', text: 'yes' },
      { by: 'openclaw' },
      { by: 'openclaw' },
    ]);
  });

  test.each([
    ['<think>whom do I tell?</think>yes', 'yes'],
    ['[[reply_to_current]] yes', 'yes'],
    ['NO_REPLY', ''],
    ['MEDIA:/home/operator/a.png\nyes', 'yes'],
    ['**yes**\n\n- MEDIA: is a word', '**yes**\n\n- MEDIA: is a word'],
  ])('has of %j what people may read', (text, words) => {
    expect(entriesOf([assistant(text)])).toEqual([{ by: 'agent', text: words }]);
  });

  test('of a session that does not exist is empty', () => {
    const read = openTranscripts({ getSessionEntry: () => undefined, config: () => ({}) });
    expect(read({ agentId: 'main', sessionKey: 'agent:main:none' })).toEqual([]);
  });
});

const one: Entry = { by: 'person', messageId: 'one' };
const two: Entry = { by: 'person', messageId: 'two' };
const three: Entry = { by: 'person', messageId: 'three' };
const said = (text: string): Entry => ({ by: 'agent', text });
const openclaw: Entry = { by: 'openclaw' };

test('a message is read, and answered by what comes after it', () => {
  expect([isIn([one], 'one'), isIn([one], 'two')]).toEqual([true, false]);
  expect(isAnsweredIn([one, two, said('yes')], 'one')).toBe(true);
  expect(isAnsweredIn([said('yes'), one], 'one')).toBe(false);
  expect(isAnsweredIn([said('yes')], 'one')).toBe(false);
});

test('a transcript is open where the agent has not answered the last message', () => {
  expect([[], [one], [one, said('yes')], [one, said('yes'), openclaw]].map(isOpenEnded)).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test.each<[string, Entry[], string[]]>([
  ['nothing has joined', [one, said('yes')], []],
  ['a message has joined after it', [one, said('yes'), two], ['yes']],
  ['a message has joined before it', [one, two, said('yes')], []],
  ['two have, one after the other', [one, said('yes'), two, said('and no'), three, said('last')], ['yes', 'and no']],
  ['it was silence', [one, said(''), two], []],
  ['it was of an earlier turn', [two, said('yes'), one], []],
  ['OpenClaw goes on after that', [one, said('yes'), two, openclaw, said('no'), three], ['yes']],
  ['the message is not read', [two, said('yes'), three], []],
])('answers are finished where %s', (_where, entries, expected) => {
  expect(finishedIn(entries, 'one')).toEqual(expected);
});

test('the answers of a turn are those to all messages that it has taken in', () => {
  const turn = [two, said('before'), one, said('yes'), two, said(''), three, said('last')];
  expect(answersIn([...turn, openclaw, said('anew')], 'one')).toEqual(['yes', 'last']);
  expect(answersIn(turn, 'four')).toEqual([]);
});

test('all is answered where the last that was read is a message with an answer', () => {
  const all = [[], [one], [one, said('yes')], [one, openclaw, said('yes')], [said('yes')], [one, said('a'), said('b')]];
  expect(all.map(isAllAnswered)).toEqual([false, false, true, false, false, true]);
});
