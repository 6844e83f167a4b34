import { describe, expect, test } from 'vitest';
import { readArguments, readRealModel, UsageFault } from '../../../testbed/playground/arguments.ts';

describe('the command line', () => {
  test('without anything, shows the page on a free port', () => {
    expect(readArguments([])).toEqual({ mode: 'page', port: 0 });
  });

  test('--once says it as bob to the bot and waits a minute', () => {
    expect(readArguments(['--once', '--say', 'hello'])).toEqual({
      mode: 'once',
      once: { as: 'bob', to: '@openclaw.bot', say: 'hello', threadId: undefined, timeoutMs: 60_000 },
    });
  });

  test('--once takes who, where, which thread and how long', () => {
    const asked = readArguments([
      '--once',
      '--as=alice',
      '--to',
      '#ops',
      '--say',
      'x',
      '--thread',
      'm1',
      '--timeout',
      '5',
    ]);
    expect(asked).toEqual({
      mode: 'once',
      once: { as: 'alice', to: '#ops', say: 'x', threadId: 'm1', timeoutMs: 5_000 },
    });
  });

  test.each([
    { args: ['--onec'], says: /onec/ },
    { args: ['hello'], says: /hello/ },
    { args: ['--once'], says: /needs --say/ },
    { args: ['--once', '--say', ' '], says: /needs --say/ },
    { args: ['--once', '--say'], says: /say/ },
    { args: ['--say', 'hello'], says: /--say needs --once/ },
    { args: ['--once', '--say', 'x', '--as', 'mallory'], says: /alice, bob, carol/ },
    { args: ['--once', '--say', 'x', '--to', '@'], says: /--to is/ },
    { args: ['--once', '--say', 'x', '--timeout', 'soon'], says: /--timeout is a number/ },
    { args: ['--once', '--say', 'x', '--port', '1'], says: /--port is for the page/ },
    { args: ['--port', '70000'], says: /--port is a number/ },
  ])('$args is refused with a sentence', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(UsageFault);
    expect(() => readArguments(args)).toThrow(says);
  });
});

describe('a real model', () => {
  test('is absent when nothing is set', () => expect(readRealModel({})).toBeUndefined());

  test('needs no key', () => {
    const env = { PLAYGROUND_MODEL_URL: 'http://127.0.0.1:11434/v1', PLAYGROUND_MODEL: 'small' };
    expect(readRealModel(env)).toEqual({ url: 'http://127.0.0.1:11434/v1', model: 'small', key: 'none' });
  });

  test.each([
    { PLAYGROUND_MODEL_URL: 'http://127.0.0.1:1/v1' },
    { PLAYGROUND_MODEL: 'small' },
    { PLAYGROUND_MODEL_KEY: 'k' },
    { PLAYGROUND_MODEL_URL: 'nowhere', PLAYGROUND_MODEL: 'small' },
  ])('%j is refused', (env) => expect(() => readRealModel(env)).toThrow(UsageFault));
});
