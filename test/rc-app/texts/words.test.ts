import { Refusal, readConnectionCode, readSecret, UNREACHED, writeSecret } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { DEAD, FAULT, LACKS, NOT_CONNECTED } from '../../../rc-app/src/texts/faults.ts';
import { wordsIn } from '../../../rc-app/src/texts/words.ts';

const DOOR = 'https://openclaw.example.com/rocketchat/default/events';
const MINUTES_7 = 7 * 60_000;

const secretOf = (byteAt: (index: number) => number) =>
  writeSecret(Uint8Array.from({ length: 32 }, (_, i) => byteAt(i)));

/** Why our own functions refuse this, as it is stored. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
  }
  throw new Error('nothing was refused');
}

/** Each fault as the code that finds it words it. */
const STORED: readonly string[] = [
  ...Object.values(NOT_CONNECTED),
  LACKS('room.read'),
  ...Object.keys(UNREACHED).map((code) => FAULT.unreachable(DOOR, `connect ${code} 127.0.0.1:1`)),
  FAULT.unreachable(DOOR, 'connect ECONNREFUSED ::1:18789'),
  FAULT.unreachable(DOOR, 'the HTTP bridge failed'),
  FAULT.noRequest(DOOR),
  FAULT.clockIsAhead(DOOR, MINUTES_7),
  FAULT.clockIsBehind(FAULT.fetcher, 45_000),
  FAULT.otherSecret(DOOR, 'k-1a2b3c'),
  FAULT.noAccount(DOOR, 'sales'),
  FAULT.isFull(DOOR),
  FAULT.isStarting(DOOR),
  FAULT.otherVersion(DOOR),
  FAULT.tooLargeForProxy(DOOR),
  FAULT.proxyFailed(DOOR, 502),
  FAULT.answered(DOOR, 429),
  FAULT.answeredByAnother(DOOR, 200),
  FAULT.notAGateway(DOOR),
  FAULT.noVerdict('message.sent:M1'),
  FAULT.notFetched('sales'),
  FAULT.notFetchedFor('sales', 1),
  FAULT.notFetchedFor('sales', 7),
  DEAD.refused(undefined),
  DEAD.refused('bad-request'),
  DEAD.waitedADay(FAULT.unreachable(DOOR, 'getaddrinfo ENOTFOUND openclaw.example.com')),
  refusalOf(() => readConnectionCode('hello')),
  refusalOf(() => readConnectionCode('rcconnect_hello')),
  refusalOf(() => readSecret('hello')),
  refusalOf(() => readSecret('rcoc_AAAA')),
  refusalOf(() => readSecret(secretOf(() => 7))),
  refusalOf(() => readSecret(secretOf((i) => i % 16))),
  refusalOf(() => readSecret(secretOf((i) => 0x41 + i))),
  refusalOf(() => readSecret(secretOf((i) => 0x90 + i))),
];

/** Words that no other of the five languages has. The words of others in a fault stay as they are. */
const ENGLISH = /\b(?:the|that|answered|ahead|behind|seconds|paste|reached|there|secret is|waited)\b/;
const OTHERS = /\([^()]*(?:bridge failed|connect [A-Z_a-z]+|getaddrinfo)[^()]*\)/g;

describe.each(['de', 'pt-BR', 'es', 'fr'])('a stored fault in %s', (language) => {
  const { fault } = wordsIn(language);

  test.each(STORED)('%s', (stored) => {
    const said = fault(stored);
    expect(said).not.toBe(stored);
    expect(said.replace(OTHERS, '')).not.toMatch(ENGLISH);
    expect(said).not.toMatch(/\{\w+\}/);
    for (const kept of [DOOR, 'k-1a2b3c', 'sales', 'message.sent:M1', 'bad-request']) {
      expect(said.includes(kept)).toBe(stored.includes(kept));
    }
  });

  test('stays as it is where others have worded it', () => {
    for (const theirs of ['the disk is on fire', '', 'https://a.b answered', '{who} answered']) {
      expect(fault(theirs)).toBe(theirs);
    }
  });
});

test('in English a fault is said as it is stored', () => {
  expect(STORED.map(wordsIn('en').fault)).toEqual(STORED);
});

test.each([
  [
    'de',
    `${DOOR} hat mit 401 geantwortet: Die Uhr dieses Servers geht gegenüber der des Gateways 7 Minuten vor; stell sie richtig`,
  ],
  [
    'pt-BR',
    `${DOOR} respondeu 401: o relógio deste servidor está 7 minutos adiantado em relação ao do gateway; acerte-o`,
  ],
  [
    'es',
    `${DOOR} respondió 401: el reloj de este servidor va 7 minutos adelantado respecto al del gateway; ponlo en hora`,
  ],
  [
    'fr',
    `${DOOR} a répondu 401 : l’horloge de ce serveur avance de 7 minutes sur celle de la passerelle ; remettez-la à l’heure`,
  ],
])('a fault with a span in %s', (language, said) => {
  expect(wordsIn(language).fault(FAULT.clockIsAhead(DOOR, MINUTES_7))).toBe(said);
});

describe('plural forms', () => {
  test.each([
    ['en', ['0 events are', '1 event is', '2 events are']],
    ['de', ['0 Ereignisse warten', '1 Ereignis wartet', '2 Ereignisse warten']],
    ['pt-BR', ['0 evento espera', '1 evento espera', '2 eventos esperam']],
    ['es', ['0 eventos vuelven', '1 evento vuelve', '2 eventos vuelven']],
    ['fr', ['0 événement attend', '1 événement attend', '2 événements attendent']],
  ])('of %s', (language, begins) => {
    const { OUTBOX } = wordsIn(language);
    for (const [count, begin] of begins.entries()) expect(OUTBOX.retried(count).startsWith(`${begin} `)).toBe(true);
  });
});

test.each([
  ['de', '📭 3 Ereignisse warten auf OpenClaw; das älteste ist 2 Tage alt.', 'vor 2 Tagen'],
  ['pt-BR', '📭 3 eventos esperam pelo OpenClaw; o mais antigo, há 2 dias.', 'há 2 dias'],
  ['es', '📭 3 eventos esperan a OpenClaw; el más antiguo, desde hace 2 días.', 'hace 2 días'],
  ['fr', '📭 3 événements attendent OpenClaw ; le plus ancien depuis 2 jours.', 'il y a 2 jours'],
  ['en', '📭 3 events are waiting for OpenClaw; the oldest is 2 days old.', '2 days ago'],
])('days in %s', (language, waiting, ago) => {
  const { OUTBOX, STATUS } = wordsIn(language);
  const days = 48 * 3_600_000;
  expect(OUTBOX.waiting(3, days).replaceAll('\u00a0', ' ')).toBe(waiting);
  expect(STATUS.answersCame(days).replaceAll('\u00a0', ' ')).toContain(ago);
});
