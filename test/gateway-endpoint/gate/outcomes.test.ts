import { expect, test } from 'vitest';
import { openCounters } from '../../../gateway-endpoint/src/gate/counters.ts';
import { openOutcomes } from '../../../gateway-endpoint/src/gate/outcomes.ts';
import { aMessage } from '../event.ts';
import { aLogbook } from '../services.ts';

function aLog() {
  const lines: string[] = [];
  const counters = openCounters();
  const { logbook, entries, counts } = aLogbook();
  const log = {
    info: (line: string) => void lines.push(`info ${line}`),
    debug: (line: string) => void lines.push(`debug ${line}`),
  };
  const tell = openOutcomes(counters, log, logbook);
  return { lines, counters, tell, entries, counts };
}

test('a reason is in the log once for each room, and in the verbose log each time', () => {
  const { lines, counters, tell } = aLog();
  const silent = { silence: 'not-mentioned', detail: 'activation_skipped' } as const;
  tell(aMessage({ id: 'A' }), silent);
  tell(aMessage({ id: 'B' }), silent);
  tell(aMessage({ id: 'C', room: { id: 'Room2' } }), silent);
  tell(aMessage({ id: 'D' }), { silence: 'sender-not-allowed' });
  const why = 'not-mentioned (nobody mentioned the bot (requireMention); activation_skipped)';
  expect(lines).toEqual([
    `info event message.sent:A: no turn: ${why}`,
    `debug event message.sent:B: no turn: ${why}`,
    `info event message.sent:C: no turn: ${why}`,
    'info event message.sent:D: no turn: sender-not-allowed (the sender is not on the allow list)',
  ]);
  expect(counters.read().silences).toEqual({ 'not-mentioned': 3, 'sender-not-allowed': 1 });
});

test('turns, commands, clicks and notices have a line each as well', () => {
  const { lines, counters, tell } = aLog();
  tell(aMessage({ id: 'A' }), 'turn');
  tell(aMessage({ id: 'B' }), 'turn');
  tell(aMessage({ id: 'C' }), 'command');
  tell(aMessage({ id: 'D' }), 'notice');
  tell(aMessage({ id: 'E' }), 'click');
  expect(lines).toEqual([
    'info event message.sent:A: turn',
    'debug event message.sent:B: turn',
    'info event message.sent:C: command',
    'info event message.sent:D: notice',
    'info event message.sent:E: click',
  ]);
  expect(counters.read()).toMatchObject({ turns: 2, commands: 1, notices: 1, clicks: 1 });
});

test('an event has one line, however often it is handled, and its first outcome counts', () => {
  const { lines, counters, tell } = aLog();
  tell(aMessage({ id: 'A' }), 'turn');
  tell(aMessage({ id: 'A' }), { silence: 'not-mentioned' });
  tell({ id: 'message.sent:B' }, { silence: 'dead-letter', detail: 'unreadable' });
  expect(lines).toEqual([
    'info event message.sent:A: turn',
    'info event message.sent:B: no turn: dead-letter (it could not be handled, and will not be tried again; unreadable)',
  ]);
  expect(counters.read()).toMatchObject({ turns: 1, silences: { 'dead-letter': 1 } });
});

test('an event that was given up and is tried again has another line, each time', () => {
  const { lines, counters, tell } = aLog();
  const event = aMessage({ id: 'A' });
  const dead = { silence: 'dead-letter', detail: 'the agent is broken' } as const;
  tell({ id: event.id }, dead);
  tell({ id: event.id }, dead);
  tell(event, 'turn');
  tell(event, 'turn');
  const why = 'dead-letter (it could not be handled, and will not be tried again; the agent is broken)';
  expect(lines).toEqual([
    `info event message.sent:A: no turn: ${why}`,
    `debug event message.sent:A, tried again: no turn: ${why}`,
    'info event message.sent:A, tried again: turn',
  ]);
  expect(counters.read()).toMatchObject({ turns: 1, silences: { 'dead-letter': 2 } });
});

test('a turn that failed and was given up has had its line, and has another when it is tried again', () => {
  const { lines, tell } = aLog();
  const event = aMessage({ id: 'A' });
  tell(event, 'turn');
  tell({ id: event.id }, { silence: 'dead-letter', detail: 'the agent is broken' });
  tell(event, 'turn');
  expect(lines).toEqual(['info event message.sent:A: turn', 'debug event message.sent:A, tried again: turn']);
});

test('of many events at least the last 5,000 are remembered, and the oldest of them are forgotten', () => {
  const { lines, tell } = aLog();
  const linesOf = (id: string) => {
    lines.length = 0;
    tell({ id }, 'turn');
    return lines.length;
  };
  tell({ id: 'first' }, 'turn');
  // The room's first line counts as well.
  for (let n = 0; n < 4_998; n++) tell({ id: `E${n}` }, 'turn');
  expect(linesOf('first')).toBe(0);
  for (let n = 0; n < 4_999; n++) tell({ id: `F${n}` }, 'turn');
  expect([linesOf('first'), linesOf('F0')]).toEqual([0, 0]);
  tell({ id: 'one more' }, 'turn');
  tell({ id: 'another one' }, 'turn');
  expect([linesOf('first'), linesOf('F0'), linesOf('F4998')]).toEqual([1, 0, 0]);
});

test('of events that were given up the last 5,000 have another line when they are tried again', () => {
  const { lines, tell } = aLog();
  const dead = { silence: 'dead-letter' } as const;
  for (let n = 0; n <= 5_000; n++) tell({ id: `E${n}` }, dead);
  lines.length = 0;
  tell({ id: 'E0' }, 'turn');
  tell({ id: 'E1' }, 'turn');
  expect(lines).toEqual(['info event E1, tried again: turn']);
});

test('each outcome is in the logbook with ids and codes, and never with words', () => {
  const { tell, entries, counts } = aLog();
  tell(aMessage({ id: 'A' }), 'turn');
  tell(aMessage({ id: 'A' }), 'turn');
  tell(aMessage({ id: 'B' }), 'command');
  tell(aMessage({ id: 'C' }), 'notice');
  tell(aMessage({ id: 'D' }), { silence: 'not-mentioned', detail: 'activation_skipped' });
  tell(aMessage({ id: 'E' }), { silence: 'room-closed', detail: 'in "the secret room" nobody may write' });
  tell({ id: 'action.clicked:F' }, { silence: 'dead-letter', detail: 'retry-limit-exceeded' });
  const of = (id: string) => ({ way: 'in', id: `message.sent:${id}`, kind: 'message.sent', roomId: 'Room1' });
  expect(entries).toEqual([
    { ...of('A'), outcome: 'turn' },
    { ...of('B'), outcome: 'command' },
    { ...of('C'), outcome: 'notice' },
    { ...of('D'), outcome: 'no turn', reason: 'not-mentioned (activation_skipped)' },
    { ...of('E'), outcome: 'no turn', reason: 'room-closed' },
    {
      way: 'in',
      id: 'action.clicked:F',
      kind: 'action.clicked',
      roomId: undefined,
      outcome: 'given up',
      reason: 'dead-letter (retry-limit-exceeded)',
    },
  ]);
  expect(counts.answered).toBe(2);
});
