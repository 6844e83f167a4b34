import { describe, expect, test } from 'vitest';
import { explainDecision, labelOf } from '../../../testbed/playground/page/explain-decision.ts';
import { watchEgress } from '../../../testbed/playground/watch-egress.ts';

/** A log that can be written to from here. */
function aLog() {
  let hear: (line: string) => void = () => {};
  const tapLogs = (listener: (line: string) => void) => {
    hear = listener;
    return () => {
      hear = () => {};
    };
  };
  return { tapLogs, write: (...lines: string[]) => lines.map((line) => hear(line)) };
}

describe('the record of an event that left', () => {
  test('is read from the lines that the app writes, and each reason once', () => {
    const log = aLog();
    const watch = watchEgress(log);
    log.write(
      'debug egress M1 leaves: mention',
      'info egress is a word',
      'debug egress M2 stays: not-addressed',
      'debug egress M2 stays: not-addressed',
      'debug egress M2 leaves: thread',
    );
    watch.stop();
    log.write('debug egress M3 leaves: direct');
    expect(watch.decisions()).toEqual({
      M1: [{ leaves: true, why: 'mention' }],
      M2: [
        { leaves: false, why: 'not-addressed' },
        { leaves: true, why: 'thread' },
      ],
    });
  });

  test('is kept of the last messages alone', () => {
    const log = aLog();
    const watch = watchEgress(log);
    for (let n = 0; n < 500; n++) log.write(`debug egress M${n} leaves: direct`);
    expect(Object.keys(watch.decisions())).toHaveLength(400);
    expect(watch.decisions()['M499']).toBeDefined();
  });

  test.each([
    { decision: { leaves: true, why: 'mention' }, label: 'pushed', words: /mentions the bot/ },
    { decision: { leaves: false, why: 'not-addressed' }, label: 'stayed: not addressed', words: /not said to the bot/ },
    { decision: { leaves: false, why: 'own-message' }, label: 'stayed: own message', words: /bot itself/ },
    { decision: { leaves: false, why: 'brand-new' }, label: 'stayed: brand-new', words: /brand-new/ },
    { decision: { leaves: true, why: 'brand-new' }, label: 'pushed: brand-new', words: /brand-new/ },
  ])('$label in plain words', ({ decision, label, words }) => {
    expect(labelOf(decision)).toBe(label);
    expect(explainDecision(decision)).toMatch(words);
  });
});
