import { LIMITS, openWayOut } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

function aWay() {
  let now = 1_000;
  const way = openWayOut(() => now);
  const at = (time: number) => {
    now = time;
  };
  return { ...way, at };
}

test('nothing is known before the first request', () => {
  expect(aWay().state()).toEqual({});
});

test('a fault has the time of the first failure, and the reason of the last', () => {
  const way = aWay();
  way.came();
  way.at(2_000);
  way.failed('the name is not known');
  way.at(3_000);
  way.failed('nothing listens');
  expect(way.state()).toEqual({ lastAt: 1_000, fault: { since: 2_000, why: 'nothing listens' } });
});

test('a request that arrives ends the fault', () => {
  const way = aWay();
  way.failed('nothing listens');
  way.at(5_000);
  way.came();
  expect(way.state()).toEqual({ lastAt: 5_000 });
  way.at(6_000);
  way.failed('again');
  expect(way.state().fault).toEqual({ since: 6_000, why: 'again' });
});

test('a long reason fits into a hello', () => {
  const way = aWay();
  way.failed('x'.repeat(5_000));
  expect(way.state().fault?.why).toHaveLength(LIMITS.faultChars);
});
