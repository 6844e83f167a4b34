import { beforeEach, describe, expect, test } from 'vitest';
import { type AgentEvents, watchAgent } from '../../../gateway-endpoint/src/host/agent-events.ts';

type Runtime = Parameters<typeof watchAgent>[0]['runtime'];
type Listener = Parameters<Runtime['events']['onAgentEvent']>[0];

const listeners = new Set<Listener>();
const events: Runtime['events'] = {
  onAgentEvent(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

let ends: number;
let agent: AgentEvents;
beforeEach(() => {
  listeners.clear();
  ends = 0;
  agent = watchAgent({ runtime: { events }, isRun: (id) => id === 'mine', onEnd: () => void ends++ });
});

function tell(stream: Parameters<Listener>[0]['stream'], data: Record<string, unknown>, runId = 'mine'): void {
  for (const listener of listeners) listener({ runId, seq: 1, ts: 1, stream, data });
}

test('the end of an agent is heard, for its run alone, until nobody needs to know', () => {
  tell('lifecycle', { phase: 'start' });
  tell('tool', { phase: 'end' });
  tell('lifecycle', { phase: 'end' }, 'other');
  expect(ends).toBe(0);
  tell('lifecycle', { phase: 'end' });
  tell('lifecycle', { phase: 'error' });
  expect(ends).toBe(2);
  agent.unwatch();
  tell('lifecycle', { phase: 'end' });
  expect(ends).toBe(2);
});

describe('an answer that was finished before a message joined the run', () => {
  const fails = () => tell('lifecycle', { phase: 'finishing', error: 'HTTP 503' });
  const say = (text: string) => tell('assistant', { text });

  test.each([
    ['finishing', () => fails()],
    ['error', () => tell('lifecycle', { phase: 'error' })],
  ])('is dropped where the model fails afterwards (%s), and is returned once', (_phase, failing) => {
    say('one is');
    say('one is done');
    agent.joined();
    say('two is d');
    failing();
    say('two is done');
    expect(agent.takeDropped('two is done')).toEqual(['one is done']);
    expect(agent.takeDropped('two is done')).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['the model does not fail', () => [say('one is done'), agent.joined(), say('two is done')]],
    ['no message joined', () => [say('one is do'), fails()]],
    [
      'a tool was called after it',
      () => [say('let me look'), tell('tool', { phase: 'start' }), agent.joined(), fails()],
    ],
    ['it says nothing', () => [say('NO_REPLY'), agent.joined(), say(' '), agent.joined(), fails()]],
    ['it is delivered after all', () => [say('two is done'), agent.joined(), fails()]],
    ['another run fails', () => [say('one'), agent.joined(), tell('lifecycle', { phase: 'error' }, 'other')]],
  ])('is not dropped where %s', (_why, happens) => {
    happens();
    expect(agent.takeDropped('two is done ')).toEqual([]);
  });
});
