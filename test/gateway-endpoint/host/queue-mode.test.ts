import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { describe, expect, test } from 'vitest';
import { queueSettingsOf } from '../../../gateway-endpoint/src/host/queue-mode.ts';

const withQueue = (queue: object) => ({ messages: { queue } }) as OpenClawConfig;

describe('the queue mode', () => {
  test('steers where nobody has chosen', () => {
    expect(queueSettingsOf({}, undefined)).toEqual({ mode: 'steer', debounceMs: 500, cap: 20 });
  });

  test.each<[string, object, object | undefined, string]>([
    ['of all channels', { mode: 'followup' }, undefined, 'followup'],
    ['of this channel first', { mode: 'followup', byChannel: { rocketchat: 'collect' } }, {}, 'collect'],
    ['of another channel never', { byChannel: { slack: 'collect' } }, undefined, 'steer'],
    ['of the session before both', { byChannel: { rocketchat: 'collect' } }, { queueMode: 'interrupt' }, 'interrupt'],
    ['of the session in an older spelling', {}, { queueMode: 'steer+backlog' }, 'followup'],
    ['as people write it', { mode: ' Coalesce ' }, undefined, 'collect'],
    ['that nobody knows: the next one counts', { mode: 'collect' }, { queueMode: 'soon' }, 'collect'],
  ])('%s', (_what, queue, session, mode) => {
    expect(queueSettingsOf(withQueue(queue), session as never).mode).toBe(mode);
  });

  test('has a quiet window and a limit, of the session, the channel or OpenClaw', () => {
    const queue = withQueue({ debounceMsByChannel: { rocketchat: 0 }, cap: 3 });
    expect(queueSettingsOf(queue, undefined)).toMatchObject({ debounceMs: 0, cap: 3 });
    const session = { queueDebounceMs: 70, queueCap: 2 } as never;
    expect(queueSettingsOf(queue, session)).toMatchObject({ debounceMs: 70, cap: 2 });
    expect(queueSettingsOf(withQueue({ cap: 0 }), { queueDebounceMs: -1 } as never)).toMatchObject({
      debounceMs: 0,
      cap: 1,
    });
  });
});
