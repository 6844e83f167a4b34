import { describe, expect, test } from 'vitest';
import { explainSilence, formatTrace, type Hop, type Step } from '../../../testbed/playground/trace.ts';

const hop = (step: Step, at: number, more: Partial<Hop> = {}): Hop => ({ step, at, detail: '', ...more });
const acknowledged = hop('answered', 1_031, { status: 202 });

describe('the trace', () => {
  test('counts from what was said, in the order of time', () => {
    const hops = [hop('replied', 1_262), hop('said', 1_000), hop('pushed', 1_012), acknowledged, hop('asked', 1_210)];
    expect(formatTrace(hops)).toBe(
      'trace: said 0 ms → app pushed 12 ms → gateway acknowledged 31 ms → agent asked the model 210 ms → reply posted 262 ms',
    );
  });

  test('names each step once, and leaves out what came before', () => {
    const hops = [hop('typing', 900), hop('said', 1_000), hop('typing', 1_050), hop('typing', 4_050)];
    expect(formatTrace(hops)).toBe('trace: said 0 ms → typing 50 ms');
  });

  test('says when there is none', () => expect(formatTrace([])).toBe('trace: nothing was said'));

  test('a refusal carries its status', () => {
    expect(formatTrace([hop('said', 0), hop('answered', 9, { status: 401 })])).toBe(
      'trace: said 0 ms → gateway answered 401 9 ms',
    );
  });
});

describe('the reason of silence names the last hop', () => {
  const said = hop('said', 1_000);
  const pushed = hop('pushed', 1_012);
  test.each([
    { hops: [said], why: 'the app pushed nothing' },
    { hops: [said, pushed], why: 'the app pushed and the gateway did not answer' },
    {
      hops: [said, pushed, hop('unreachable', 1_013, { detail: 'ECONNREFUSED' })],
      why: 'the app pushed, but the gateway could not be reached: ECONNREFUSED',
    },
    {
      hops: [said, pushed, hop('answered', 1_020, { status: 401 })],
      why: 'the app pushed and the gateway answered 401',
    },
    {
      hops: [said, pushed, acknowledged],
      why: 'the app pushed and the gateway acknowledged, but it started no turn',
    },
    {
      hops: [said, pushed, acknowledged, hop('asked', 1_300)],
      why: 'the agent asked the model, and no reply was posted',
    },
  ])('$why', ({ hops, why }) => expect(explainSilence(hops)).toBe(why));
});
