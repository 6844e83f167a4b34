import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { type Handled, WAITS_AGAIN } from '../../../gateway-endpoint/src/turn/handled.ts';
import { REFUSED } from '../../../gateway-endpoint/src/turn/in-order.ts';
import { isRunning } from '../../../gateway-endpoint/src/turn/runs.ts';
import { anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aRoom, inMemory, type Work } from './a-room.ts';

describe('a message that comes again is answered before those behind it', () => {
  test('where OpenClaw has given it back, because the turn that was to take it in has ended', async () => {
    const ends = Promise.withResolvers<void>();
    const { says, running, answered, seen } = await aRoom({
      async one(claim, place, attempt) {
        if (attempt > 1) return undefined as never;
        inMemory(claim, place);
        await ends.promise;
        await claim.onAbandoned();
        return WAITS_AGAIN;
      },
    });
    await says('one');
    await expect.poll(() => seen).toEqual(['one']);
    running.closes();
    await says('two', 'three');
    await expect.poll(() => seen).toEqual(['one', 'two']);
    ends.resolve();
    running.ends();
    await expect.poll(() => answered, { timeout: 5_000 }).toEqual(['one', 'two', 'three']);
  });

  test('where it was refused by a turn, and then failed', async () => {
    const goes: number[] = [];
    const { says, running, answered, seen } = await aRoom({
      async one(claim, place) {
        goes.push(1);
        if (goes.length === 1) {
          inMemory(claim, place);
          return REFUSED;
        }
        if (goes.length === 2) throw new Error('no session');
        return undefined as never;
      },
    });
    await says('one', 'two', 'three');
    await expect.poll(() => seen).toEqual(['one', 'two']);
    running.ends();
    await expect.poll(() => answered, { timeout: 5_000 }).toEqual(['one', 'two', 'three']);
  });

  test('where an edit has taken it back: OpenClaw gives back those behind it as well', async () => {
    const untilTakenBack = async (claim: Claim, place: Parameters<Work>[0]): Promise<Handled> => {
      if (!isRunning(room.session)) return undefined as never;
      inMemory(claim, place);
      await new Promise((back) => claim.takenBack.addEventListener('abort', back));
      await claim.onAbandoned();
      return WAITS_AGAIN;
    };
    const room = await aRoom({ one: untilTakenBack, two: untilTakenBack });
    const { says, inbox, running, answered, seen } = room;
    await says('one', 'two');
    await expect.poll(() => seen).toEqual(['one', 'two']);
    running.closes();
    const edit = anEdit({ id: 'one', at: Date.now() + 1, text: 'one, better' });
    await inbox.admit([{ event: edit, bot: BOT }]);
    await expect.poll(() => seen).toEqual(['one', 'two', 'one']);
    running.ends();
    await expect.poll(() => answered, { timeout: 5_000 }).toEqual(['one, better', 'two']);
  });
});
