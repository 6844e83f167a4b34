import { describe, expect, test } from 'vitest';
import { sentencesIn, sentencesOf } from '../sentences-outside.ts';

/** Places whose sentences people in the chat do not read, each with the reason. A folder ends with a slash. */
const NOT_FOR_PEOPLE: Readonly<Record<string, string>> = {
  'gateway-endpoint/src/config/': 'keys of openclaw.json: the command line and the Control UI, both in English',
  'gateway-endpoint/src/plugin/security/': 'findings of `openclaw security audit`',
  'gateway-endpoint/src/plugin/actions/': 'the agent reads these as results of its tools',
  'gateway-endpoint/src/plugin/agent-prompt.ts': 'the agent reads it',
  'gateway-endpoint/src/turn/notice/sentence.ts': 'notices to the agent',
  'gateway-endpoint/src/app-client/refused-room.ts': 'the agent reads it, and the log has it',
  'gateway-endpoint/src/host/said-by-host.ts': 'sentences of OpenClaw, by which they are known and replaced',
  'rc-app/src/push/hello.ts': 'a line of the log, made before it is logged',
};

const placeOf = (file: string) => Object.keys(NOT_FOR_PEOPLE).find((place) => file.startsWith(place));
const FOUND = ['rc-app/src', 'gateway-endpoint/src', 'shared/src'].flatMap(sentencesIn);

test('no sentence that people in the chat read stands outside the catalogues', () => {
  expect(FOUND.filter(({ file }) => placeOf(file) === undefined)).toEqual([]);
});

test.each(Object.keys(NOT_FOR_PEOPLE))('the exception %s is needed', (place) => {
  expect(FOUND.some(({ file }) => placeOf(file) === place)).toBe(true);
});

describe('a sentence is found', () => {
  test.each([
    ['in a text', "const a = 'You may not do this.';", 1],
    ['in a template', 'const a = `Your file is too large.`;', 1],
    ['behind a sign', "const a = '⏳ That takes longer than usual.';", 1],
    ['not in a line of a log', 'log.warn("The file is too large.");', 0],
    ['not in an error', "throw new Refusal('too-large', `The file is too large.`);", 0],
    ['not in SQL', "db.prepare('SELECT a FROM b WHERE c = ?');", 0],
    ['not in a word', "const a = 'openclaw';", 0],
    ['not in a comment', '// You may not do this.', 0],
  ])('%s', (_where, source, times) => {
    expect(sentencesOf('a.ts', source)).toHaveLength(times);
  });
});
