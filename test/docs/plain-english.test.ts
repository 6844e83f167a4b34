import { describe, expect, test } from 'vitest';
import { commentsIn, readComments } from './plain-english/comments.ts';
import { lineAt, literalsIn, type Piece, readTexts, withoutCode } from './plain-english/read-texts.ts';
import { findRiddles, RIDDLES, type Riddle } from './plain-english/riddles.ts';
import { ROWS } from './plain-english/rows.ts';
import { CLAUSE, namesIn, readTestNames } from './plain-english/test-names.ts';

const PIECES = readTexts();

/** One line for each riddle: where it stands, and how to say it. */
function found(pieces: readonly Piece[], riddles: readonly Riddle[] = RIDDLES): string[] {
  return pieces.flatMap((piece) =>
    findRiddles(piece.text, riddles).map(
      ({ said, better, at }) => `${piece.file}:${lineAt(piece, at)} says “${said}”. Better: ${better}`,
    ),
  );
}

test('nobody has to guess what a text for people means', () => {
  const riddles = found(PIECES);
  expect(riddles, `reword these:\n${riddles.join('\n')}\n`).toEqual([]);
});

test('nobody has to guess what a test is about', () => {
  const names = readTestNames();
  expect(names.length).toBeGreaterThan(1_000);
  const riddles = found(names, [...RIDDLES, CLAUSE]);
  expect(riddles, `reword these:\n${riddles.join('\n')}\n`).toEqual([]);
});

test('nobody has to guess what a comment means', () => {
  const comments = readComments();
  expect(comments.length).toBeGreaterThan(3_000);
  const riddles = found(comments);
  expect(riddles, `reword these:\n${riddles.join('\n')}\n`).toEqual([]);
});

test.each([
  ['a block', 'const a = 1;\n/** Asks whoever\n * knows. */', 'b.ts:2'],
  ['a line', 'const a = 1; // whoever asks', 'b.ts:1'],
  ['lines', 'const a = 1;\n  // no longer than anybody\n  // is\n  // told', 'b.ts:3'],
  ['no comment', "const a = 'https://example.com/whoever';", undefined],
])('a riddle in a comment is found: %s', (_what, source, place) => {
  const [first] = found(commentsIn('b.ts', source));
  if (place === undefined) expect(first).toBeUndefined();
  else expect(first).toMatch(new RegExp(`^${place} says`));
});

test.each(ROWS)('$name: in plain words', ({ says, better }) => {
  expect(says()).toEqual(typeof better === 'string' ? better : expect.stringMatching(better));
  expect(findRiddles(says())).toEqual([]);
});

const REPLACED = ROWS.flatMap(({ name, before, better }) => (before ? [{ name, before, better }] : []));

test.each(REPLACED)('$name: nowhere in the words of 0.1.0', ({ before, better }) => {
  expect(found(PIECES, [{ form: before, better: String(better) }])).toEqual([]);
});

test('every place where people read is looked at', () => {
  const files = new Set(PIECES.map(({ file }) => file));
  expect([...files]).toEqual(
    expect.arrayContaining([
      'README.md',
      'CHANGELOG.md',
      'docs/configuration.md',
      'docs/security.md',
      'rc-app/i18n/en.json',
      'rc-app/src/texts/en/admins.ts',
      'rc-app/src/texts/en/people.ts',
      'gateway-endpoint/openclaw.plugin.json',
      'gateway-endpoint/src/config/schema.ts',
      'gateway-endpoint/src/texts/audit.ts',
      'gateway-endpoint/src/texts/en/cards.ts',
      'gateway-endpoint/src/texts/operators.ts',
      'gateway-endpoint/src/texts/en/people.ts',
      'gateway-endpoint/src/texts/silences.ts',
      'gateway-endpoint/src/texts/status.ts',
      'shared/src/jwt/keys.ts',
      'scripts/with-setup.mjs',
    ]),
  );
  expect(PIECES.length).toBeGreaterThan(500);
});

const BAD = [
  'Ask whoever runs me.',
  'WHOEVER asks gets a code.',
  'Write to whomever you like.',
  'Somebody whom my operator has named has to.',
  'a person to whom it has something to say',
  'What is more than ten minutes old is told to the agent.',
  'The author was not told why.',
  'Nobody could have been told.',
  'What is for the agent leaves.',
  'This is not open any more.',
  'The bot doesn’t write there anymore.',
  'the workspace does not let the bot\nwrite in the room any more',
  'an access group that there is not',
  'Nothing that the bot may see is called alike.',
  'a room that cannot be told',
  '3 events of just now',
];

describe('a riddle is found', () => {
  test.each(BAD)('in “%s”', (text) => {
    expect(findRiddles(text)).not.toEqual([]);
  });

  test.each(RIDDLES)('by $form, in one of them', (riddle) => {
    expect(BAD.filter((text) => findRiddles(text, [riddle]).length > 0)).not.toEqual([]);
  });

  test('on a page and in a literal, with its line, and with a better form', () => {
    const source = [
      'const a = 1;',
      'const b = `$' + '{a} events wait',
      '  until whoever $' + '{a} comes`;',
      "say('it is told');",
    ];
    const page = { file: 'a.md', line: 1, text: 'One line.\nAsk\nwhoever runs it.' };
    expect(found([...literalsIn('a.ts', source.join('\n')), page])).toEqual([
      expect.stringMatching(/^a\.ts:3 says “whoever”\. Better: .*“anyone who …”/),
      expect.stringMatching(/^a\.ts:4 says “is told”\. Better: .*“the app tells you …”/),
      expect.stringMatching(/^a\.md:3 says “whoever”\. /),
    ]);
  });
});

test.each([
  'Ask the person who runs me.',
  'The app tells you the reason.',
  'It can no longer write there.',
  'This is what I found, no doubt. I need one more.',
  'two posts that cannot be told apart',
  'the one whose words are foretold',
])('“%s” is plain', (text) => {
  expect(findRiddles(text)).toEqual([]);
});

test('a comment is not read by people, nor is a block of code on a page', () => {
  expect(literalsIn('a.ts', '// whoever reads this in a comment')).toEqual([]);
  expect(withoutCode('One.\n```\nwhoever\n```\nTwo.')).toBe('One.\n\n\n\nTwo.');
});

test('a riddle in the name of a test is found, with its line', () => {
  const source = [
    "describe.each(['a'])('[S1] what waits (%s)', () => {",
    "  test.skipIf(slow)('the author is told', () => {});",
    "  test('the author hears why', () => expect('what is said').toBe(''));",
    '});',
  ];
  expect(found(namesIn('a.test.ts', source.join('\n')), [...RIDDLES, CLAUSE])).toEqual([
    expect.stringMatching(/^a\.test\.ts:1 says “\[S1\] what”/),
    expect.stringMatching(/^a\.test\.ts:2 says “is told”/),
  ]);
});
