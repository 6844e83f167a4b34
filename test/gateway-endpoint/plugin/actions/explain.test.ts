import { describe, expect, test } from 'vitest';
import { AppCallError, type CallFailure } from '../../../../gateway-endpoint/src/app-client/client.ts';
import { explain } from '../../../../gateway-endpoint/src/plugin/actions/explain.ts';

const refused = (code: CallFailure['code'], words: string, facts: Partial<CallFailure> = {}) =>
  new AppCallError({
    ...{ code, happened: 'no', retryable: false, isAnswered: true, message: `thread: ${code}: ${words}` },
    ...facts,
  });

describe('the agent reads why its action failed', () => {
  test.each<[string, AppCallError, string]>([
    [
      'a room that the app does not know: in the words of the app',
      refused('room-not-found', 'there is no room R1'),
      'read failed: there is no room R1',
    ],
    [
      'a thread of another room: in the words of the app',
      refused('thread-not-in-room', 'message M1 is not in room R1, so it has no thread there'),
      'read failed: message M1 is not in room R1, so it has no thread there',
    ],
    [
      'too much at once: later',
      refused('too-many', 'more than the app does of this kind (read)', { retryable: true }),
      'read failed: the workspace cannot be reached right now. Try again later.',
    ],
    [
      'no answer of the workspace: later',
      refused('unreachable', 'it cannot be reached', { isAnswered: false, retryable: true }),
      'read failed: the workspace cannot be reached right now. Try again later.',
    ],
    [
      'a wrong secret, which is for the operator: later',
      refused('unauthorized', 'the secrets differ', { isAnswered: false }),
      'read failed: the workspace cannot be reached right now. Try again later.',
    ],
    [
      'an answer that was lost: the agent looks',
      refused('outcome-unknown', 'it was begun', { happened: 'unknown' }),
      'read failed: the workspace did not say whether it happened. Look with `read` before you try again.',
    ],
  ])('%s', (_what, error, words) => {
    expect(explain(error, 'read')).toEqual(new Error(words));
  });
});
