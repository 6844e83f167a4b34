import { describe, expect, test } from 'vitest';
import { situate } from '../../../gateway-endpoint/src/turn/situation.ts';
import { aMessage } from '../event.ts';
import { aRuntime, noNames, presentOf } from '../services.ts';

/** Situates a message. `followed` has the rooms whose names were looked up for it. */
async function situated(told: Parameters<typeof aMessage>[0], ...how: [questionId?: string, isCall?: boolean]) {
  const followed: unknown[] = [];
  const section = { rooms: { '#general': { requireMention: false } } };
  const follow = async (...about: unknown[]) => void followed.push(about);
  const idOf = (name: string) => (followed.length > 0 && name === '#general' ? 'Room1' : undefined);
  const needs = {
    present: presentOf(section),
    runtime: aRuntime(section).runtime,
    roomNames: { ...noNames, follow, idOf },
  };
  return { ...(await situate(aMessage(told), needs, ...how)), followed };
}

describe('the rule of a room that the configuration names', () => {
  test('counts where it has that name now', async () => {
    const { rule, followed } = await situated({});
    expect(rule.requireMention).toBe(false);
    expect(followed).toEqual([[['#general'], aMessage().room, true]]);
  });

  test.each([true, false])('is looked up as for an event that calls the bot: %s', async (isCall) => {
    const { followed } = await situated({}, undefined, isCall);
    expect(followed).toMatchObject([[['#general'], {}, isCall]]);
  });

  test('is none of a direct conversation, whose name nobody looks up', async () => {
    const { rule, followed } = await situated({ room: { id: 'Room1', type: 'direct' } });
    expect([rule.requireMention, followed]).toEqual([true, []]);
  });
});
