import { beforeEach, describe, expect, test } from 'vitest';
import { type Answered, openAnswered, TURN_MEMORY_MS } from '../../../gateway-endpoint/src/admit/answered.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

let now: number;
let store: Store;
let answered: Answered;
beforeEach(() => {
  now = 10;
  store = aStore();
  answered = openAnswered({ store, clock: () => now });
});

const turn = (messageId: string, more: Partial<Parameters<Answered['claim']>[0]> = {}) => ({
  ...{ messageId, eventId: `message.sent:${messageId}`, sessionKey: 'main', writtenAt: 1 },
  ...more,
});
const edit = turn('M1', { eventId: 'message.updated:M1:1', sessionKey: 'other' });

test('the sessions of turns that messages have started lately', () => {
  answered.claim(turn('M1', { sessionKey: 'older' }));
  now = 20;
  for (const [id, sessionKey] of Object.entries({ M2: 'one', M3: 'one', M4: 'other' })) {
    answered.claim(turn(id, { sessionKey }));
  }
  expect(answered.sessionsSince(20).sort()).toEqual(['one', 'other']);
});

describe('one event may start a turn about a message', () => {
  test('and asks again after a crash; an edit of an answered message starts none', () => {
    expect([answered.claim(turn('M1')), answered.claim(turn('M1')), answered.claim(edit)]).toEqual([true, true, false]);
    expect(answered.sessionOf('M1')).toBe('main');
  });

  test('and it is known which one has', () => {
    expect([answered.isTaken('M1', edit.eventId), answered.sessionOf('M1')]).toEqual([false, undefined]);
    answered.claim(turn('M1'));
    const isTakenFor = [edit, turn('M1')].map(({ eventId }) => answered.isTaken('M1', eventId));
    expect(isTakenFor).toEqual([true, false]);
  });

  test('unless no turn came of it: then another one may', () => {
    answered.claim(turn('M1'));
    answered.release(edit);
    expect(answered.claim(edit)).toBe(false);
    answered.release(turn('M1'));
    expect([answered.claim(edit), answered.sessionOf('M1')]).toEqual([true, 'other']);
  });

  test.each([
    ['is remembered to the last millisecond', 0, false],
    ['is forgotten after that', 1, true],
  ])('and for 90 days that %s', (_what, later, mayStart) => {
    answered.claim(turn('M1'));
    now += TURN_MEMORY_MS + later;
    answered.claim(turn('M2'));
    expect(answered.claim(edit)).toBe(mayStart);
  });
});

test('a message from a time that a restored backup does not have may have been answered', () => {
  store.db.exec('INSERT INTO gaps (began_at, ended_at) VALUES (100, 200)');
  expect([99, 100, 200, 201].map(answered.isForgotten)).toEqual([false, true, true, false]);
});

test('the last question of a session is the latest one that was written before this one, and not this one', () => {
  for (const writtenAt of [1, 5, 9]) answered.claim(turn(`M${writtenAt}`, { writtenAt }));
  answered.claim(turn('elsewhere', { writtenAt: 6, sessionKey: 'other' }));
  expect(answered.lastIn('main', 'none', 9)).toBe(5);
  expect(answered.lastIn('main', 'message.sent:M5', 9)).toBe(1);
  expect(answered.lastIn('main', 'none', 1)).toBeUndefined();
});
