import type { GatewayHello } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { openWays } from '../../../rc-app/src/workspace/ways.ts';

const FAULT = { since: 500, why: 'the app is not there' };
const hello = (now: number, fault?: object) => ({ now, way: { ...(fault && { fault }) } }) as unknown as GatewayHello;

function ways() {
  let now = 0;
  const both = openWays(() => now);
  const commanded = (at: number) => {
    now = at;
    both.commanded();
  };
  return { ...both, commanded };
}

test('the gateway says why its commands do not arrive', () => {
  const { faultBack, commanded } = ways();
  expect(faultBack(undefined)).toBeUndefined();
  expect(faultBack({ now: 1_000 } as GatewayHello)).toBeUndefined();
  expect(faultBack(hello(1_000))).toBeUndefined();
  expect(faultBack(hello(1_000, FAULT))).toEqual(FAULT);
  commanded(900);
  expect(faultBack(hello(1_000, FAULT))).toEqual(FAULT);
});

test('a command that came later shows that they arrive again', () => {
  const { faultBack, commanded, commandedAt } = ways();
  expect(commandedAt()).toBeUndefined();
  commanded(1_001);
  expect(commandedAt()).toBe(1_001);
  expect(faultBack(hello(1_000, FAULT))).toBeUndefined();
  expect(faultBack(hello(2_000, FAULT))).toEqual(FAULT);
});
