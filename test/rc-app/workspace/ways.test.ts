import type { GatewayHello } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { openWays } from '../../../rc-app/src/workspace/ways.ts';

const FAULT = { since: 500, why: 'the app is not there' };
const hello = (now: number, fault?: object) => ({ now, way: { ...(fault && { fault }) } }) as unknown as GatewayHello;

function ways() {
  let now = 0;
  const paused = Promise.withResolvers<void>();
  const both = openWays(
    () => now,
    () => paused.promise,
  );
  const commanded = (at: number) => {
    now = at;
    both.commanded();
  };
  const told = (at: number) => {
    now = at;
    both.told();
  };
  return { ...both, commanded, told, passed: paused.resolve };
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

test('the two clocks may differ', () => {
  const { faultBack, commanded, told } = ways();
  commanded(800);
  told(900);
  // The gateway's clock is ten seconds ahead, and it has said hello just now.
  expect(faultBack(hello(10_900, FAULT))).toEqual(FAULT);
  commanded(901);
  expect(faultBack(hello(10_900, FAULT))).toBeUndefined();
});

test('right after a hello the gateway tries again: a fault that is over is none', async () => {
  const { faultNow, commanded } = ways();
  expect(await faultNow(hello(1_000))).toBeUndefined();
  const now = faultNow(hello(1_000, FAULT));
  commanded(1_001);
  expect(await now).toBeUndefined();
});

test('a fault that stays is known after two seconds', async () => {
  const { faultNow, passed } = ways();
  const now = faultNow(hello(1_000, FAULT));
  passed();
  expect(await now).toEqual(FAULT);
});
