import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Admitted, laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Claim, openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import type { Known } from '../../../gateway-endpoint/src/turn/context.ts';
import { type Handled, WAITS_AGAIN } from '../../../gateway-endpoint/src/turn/handled.ts';
import { inOrder, REFUSED } from '../../../gateway-endpoint/src/turn/in-order.ts';
import { answersAt, isRunning, runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore } from '../services.ts';
import { aTurn } from './a-turn.ts';

type Work = Parameters<typeof inOrder>[3];
/** What OpenClaw does with a message, by its id; it is answered where that says nothing of it. */
type OpenClaw = Record<string, (claim: Claim, place: Parameters<Work>[0], attempt: number) => Promise<Handled>>;

const DONE = { outcome: 'turn' } as const;

let n = 0;
let session: string;
beforeEach(() => {
  session = `comes-again-${++n}`;
});

/** A room with its queue on disk, whose agent works. `answered` has the messages in the order of their answers. */
async function aRoom(openclaw: OpenClaw, mode = 'steer') {
  const { turn } = await aTurn();
  const services = {
    runtime: turn.runtime,
    waiting: { begins: () => undefined, ends: () => undefined, countIn: () => 0, hasRoom: () => true },
    pause: async () => undefined,
  } as unknown as Services;
  const at: Record<string, number> = {};
  const answered: string[] = [];
  const seen: string[] = [];

  async function deliver({ event }: Admitted, claim: Claim): Promise<void> {
    if (event.type === 'message.updated') return void (await claim.takeIn?.(event));
    if (event.type !== 'message.sent') return;
    const { id, text } = event.message;
    at[id] = (at[id] ?? 0) + 1;
    seen.push(id);
    const known = {
      ...turn,
      event,
      cfg: { ...turn.cfg, messages: { queue: { mode, debounceMs: 0 } } },
      conversation: { ...turn.conversation, sessionKey: session },
    } as Known;
    const work: Work = async (place) => {
      if (!place.setsOut()) return REFUSED;
      claim.handOver?.();
      const handled = await openclaw[id]?.(claim, place, at[id] ?? 0);
      if (handled) return handled;
      place.leave();
      answered.push(text);
      await claim.onAdopted();
      return DONE;
    };
    await inOrder(known, claim, services, work);
  }

  let tokens = 0;
  const inbox = openInbox({
    accountId: 'default',
    store: aStore(),
    deliver,
    urgencyOf: () => URGENCY.unclear,
    interrupts: () => false,
    turnLaneOf: laneOf,
    onDead: () => undefined,
    clock: () => Date.now(),
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: new AbortController().signal,
  });
  onTestFinished(() => inbox.stop());
  const place = answersAt({ account: { accountId: 'default' }, event: aMessage(), conversation: {} });
  const running = runStarted(session, { accountId: 'default', userId: 'Bob1' }, { answersAt: place });
  running.works();
  onTestFinished(running.ends);
  inbox.start();
  const says = (...ids: string[]) =>
    inbox.admit(ids.map((id) => ({ event: aMessage({ id, at: Date.now(), text: id }), bot: BOT })));
  return { says, inbox, running, answered, seen };
}

/** OpenClaw keeps it in its memory. */
function inMemory(claim: Claim, place: Parameters<Work>[0]): void {
  claim.onDeferred();
  place.isInMemory();
}

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
      if (!isRunning(session)) return undefined as never;
      inMemory(claim, place);
      await new Promise((back) => claim.takenBack.addEventListener('abort', back));
      await claim.onAbandoned();
      return WAITS_AGAIN;
    };
    const { says, inbox, running, answered, seen } = await aRoom({ one: untilTakenBack, two: untilTakenBack });
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
