import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Admitted, laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Claim, type Inbox, openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { LATE_AFTER_MS } from '../../../gateway-endpoint/src/admit/late.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import { STUCK } from '../../../gateway-endpoint/src/host/error-words.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';

let store: Store;
let handled: string[];
let dead: string[];
let waits: string[];
let abort: AbortController;

beforeEach(() => {
  store = aStore();
  handled = [];
  dead = [];
  waits = [];
  abort = new AbortController();
});

function open(
  deliver: (item: Admitted, claim: Claim) => Promise<void>,
  turnLane = laneOf,
  clock = () => Date.now(),
): Inbox {
  let tokens = 0;
  return openInbox({
    accountId: 'default',
    store,
    deliver,
    urgencyOf: () => URGENCY.unclear,
    interrupts: ({ event }) => event.id === 'message.sent:stop',
    presentNow: presentOf,
    turnLaneOf: turnLane,
    onWaits: ({ event }) => void waits.push(event.id),
    onDead: (eventId, why) => void dead.push(`${eventId}: ${why}`),
    clock,
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: abort.signal,
  });
}

function item(id: string, threadId?: string): Admitted {
  return { event: aMessage({ id, at: 0, ...(threadId && { threadId }) }), bot: BOT };
}

const note = async ({ event }: Admitted) => void handled.push(event.id);

test('a room is one lane, and so is each of its threads', () => {
  expect(laneOf(item('a'))).toBe('Room1');
  expect(laneOf(item('a', 'Root1'))).toBe('Room1:Root1');
});

test('an admitted event is handled once and in order, also where it is repeated', async () => {
  const done = Promise.withResolvers<void>();
  const inbox = open(async (admitted) => {
    await note(admitted);
    if (handled.length === 3) done.resolve();
  });
  inbox.start();
  expect(await inbox.admit([item('c'), item('a'), item('b')])).toEqual(['accepted', 'accepted', 'accepted']);
  await done.promise;
  expect(await inbox.admit([item('a')])).toEqual(['duplicate']);
  await inbox.stop();
  expect(handled).toEqual(['message.sent:c', 'message.sent:a', 'message.sent:b']);
});

test('[S13b] thousands that are handled at once leave the event loop to others in between', async () => {
  const done = Promise.withResolvers<void>();
  let passes = 0;
  const seenAt: number[] = [];
  const inbox = open(async () => {
    if (seenAt.push(passes) === 200) done.resolve();
  });
  const items = Array.from({ length: 200 }, (_, n) => item(`e${n}`));
  await inbox.admit(items);
  let isOver = false;
  const count = () => {
    passes++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  inbox.start();
  await done.promise;
  isOver = true;
  await inbox.stop();
  // Each of them meets the loop at a later pass than the one before it.
  expect(new Set(seenAt).size).toBe(200);
});

test('an event that was admitted before a stop is handled after the next start', async () => {
  const before = open(note);
  await before.admit([item('a')]);
  await before.stop();
  expect(handled).toEqual([]);

  const done = Promise.withResolvers<void>();
  const after = open(async (admitted) => {
    await note(admitted);
    done.resolve();
  });
  after.start();
  await done.promise;
  await after.stop();
  expect(handled).toEqual(['message.sent:a']);
});

test('an event waits visibly that is behind another of its lane, also one of the same delivery', async () => {
  const inbox = open(note);
  await inbox.admit([item('a'), item('b'), item('c', 'Root1')]);
  await inbox.admit([item('d', 'Root2'), item('e', 'Root1'), item('b')]);
  await inbox.stop();
  expect(waits).toEqual(['message.sent:b', 'message.sent:e']);
});

describe('while a turn is under way', () => {
  const started = () => {
    const waiting = new Map<string, () => void>();
    const seen = (id: string) => new Promise<void>((resolve) => void waiting.set(`message.sent:${id}`, resolve));
    return { seen, tell: (id: string) => waiting.get(id)?.() };
  };

  test.each(['adopted', 'deferred'] as const)(
    'the next message of its room waits until OpenClaw has it (%s), and not for the end of the turn',
    async (how) => {
      const [has, ends] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const { seen, tell } = started();
      const [first, elsewhere, second] = [seen('first'), seen('elsewhere'), seen('second')];
      const inbox = open(async (admitted, claim) => {
        await note(admitted);
        tell(admitted.event.id);
        if (admitted.event.id !== 'message.sent:first') return claim.onAdopted();
        claim.stepAside();
        await has.promise;
        if (how === 'adopted') await claim.onAdopted();
        else claim.onDeferred();
        await ends.promise;
      });
      inbox.start();
      await inbox.admit([item('first'), item('second')]);
      await first;
      await inbox.admit([item('elsewhere', 'Root1')]);
      await elsewhere;
      expect(handled).toEqual(['message.sent:first', 'message.sent:elsewhere']);
      has.resolve();
      await second;
      ends.resolve();
      await inbox.stop();
      expect(handled).toEqual(['message.sent:first', 'message.sent:elsewhere', 'message.sent:second']);
    },
  );

  test('and the messages of the thread that its answer opens wait as long, while others of the room go on', async () => {
    const has = Promise.withResolvers<void>();
    const { seen, tell } = started();
    const [root, followUp] = [seen('root'), seen('follow-up')];
    const inbox = open(
      async (admitted, claim) => {
        await note(admitted);
        tell(admitted.event.id);
        if (admitted.event.id !== 'message.sent:root') return claim.onAdopted();
        claim.stepAside();
        await has.promise;
        await claim.onAdopted();
      },
      (each) => (each.event.id === 'message.sent:root' ? 'Room1:root' : laneOf(each)),
    );
    inbox.start();
    await inbox.admit([item('root')]);
    await root;
    await inbox.admit([item('follow-up', 'root')]);
    expect(handled).toEqual(['message.sent:root']);
    has.resolve();
    await followUp;
    await inbox.stop();
    expect(handled).toEqual(['message.sent:root', 'message.sent:follow-up']);
  });

  test('an event that interrupts does not wait, and frees nobody else', async () => {
    const has = Promise.withResolvers<void>();
    const { seen, tell } = started();
    const [first, stop, second] = [seen('first'), seen('stop'), seen('second')];
    const inbox = open(async (admitted, claim) => {
      await note(admitted);
      tell(admitted.event.id);
      if (admitted.event.id !== 'message.sent:first') return claim.onAdopted();
      claim.stepAside();
      await has.promise;
      await claim.onAdopted();
    });
    inbox.start();
    await inbox.admit([item('first'), item('second')]);
    await first;
    await inbox.admit([item('stop')]);
    await stop;
    expect(handled).toEqual(['message.sent:first', 'message.sent:stop']);
    has.resolve();
    await second;
    await inbox.stop();
    expect(handled).toEqual(['message.sent:first', 'message.sent:stop', 'message.sent:second']);
  });
});

describe('a question that opens a thread, and fails', () => {
  const opensThread = (each: Admitted) => (each.event.id === 'message.sent:root' ? 'Room1:root' : laneOf(each));

  test.each<[string, typeof laneOf, string[]]>([
    ['is answered before those in its thread', opensThread, ['root', 'elsewhere', 'root', 'follow-up']],
    ['holds up no thread where its answer opens none', laneOf, ['root', 'elsewhere', 'follow-up', 'root']],
  ])('%s', async (_what, turnLane, expected) => {
    const done = Promise.withResolvers<void>();
    const inbox = open(async (admitted, claim) => {
      await note(admitted);
      if (handled.length === expected.length) done.resolve();
      if (admitted.event.id === 'message.sent:root' && handled.length === 1) throw new Error('no');
      await claim.onAdopted();
    }, turnLane);
    inbox.start();
    await inbox.admit([item('root')]);
    await expect.poll(() => handled.length).toBe(1);
    // It waits for its next attempt by now, for a second.
    await inbox.admit([item('elsewhere', 'other'), item('follow-up', 'root')]);
    await done.promise;
    await inbox.stop();
    expect(handled).toEqual(expected.map((id) => `message.sent:${id}`));
  });

  test('is answered before those in its thread also where it has never been tried', async () => {
    const done = Promise.withResolvers<void>();
    const inbox = open(async (admitted, claim) => {
      await note(admitted);
      if (handled.length === 3) done.resolve();
      await claim.onAdopted();
    }, opensThread);
    const way = Promise.withResolvers<void>();
    inbox.hold('Room1', () => way.promise);
    inbox.start();
    await inbox.admit([item('root'), item('follow-up', 'root'), item('elsewhere', 'other')]);
    await expect.poll(() => handled).toEqual(['message.sent:elsewhere']);
    way.resolve();
    await done.promise;
    await inbox.stop();
    expect(handled.slice(1)).toEqual(['message.sent:root', 'message.sent:follow-up']);
  });
});

describe('a message that the agent has kept waiting for longer than an answer may take', () => {
  const TOO_LONG_MS = LATE_AFTER_MS + 60_000;

  /** `handled` has which of them were late. */
  async function afterWaiting(first: (claim: Claim, wait: () => void, attempt: number) => Promise<void>) {
    let waited = 0;
    const seen: string[] = [];
    const inbox = open(
      async ({ event }, claim) => {
        seen.push(`${event.id.replace('message.sent:', '')}${claim.isLate ? ' is late' : ''}`);
        if (event.id !== 'message.sent:first') return claim.onAdopted();
        const attempt = seen.filter((each) => each.startsWith('first')).length;
        claim.stepAside();
        const wait = () => {
          waited += TOO_LONG_MS;
        };
        return first(claim, wait, attempt);
      },
      laneOf,
      () => Date.now() + waited,
    );
    const at = (id: string, sentAt: number) => ({ event: aMessage({ id, at: sentAt }), bot: BOT });
    const now = Date.now();
    await inbox.admit([at('first', now), at('second', now), at('old', now - TOO_LONG_MS)]);
    inbox.start();
    await vi.waitFor(() => expect(seen).toContain('old is late'), 5_000);
    await inbox.stop();
    return seen;
  }

  test('is not too late for that, and neither are those behind it; what came late is', async () => {
    const turn = Promise.withResolvers<void>();
    const seen = await afterWaiting(async (claim, wait) => {
      wait();
      await claim.onAdopted();
      await turn.promise;
    });
    turn.resolve();
    expect(seen).toEqual(['first', 'second', 'old is late']);
  });

  test.each([
    ['is given back by OpenClaw', (claim: Claim) => claim.onCancelled?.()],
    ['fails after that', (claim: Claim) => Promise.reject(new Error(`no session ${claim.keptWaiting?.()}`))],
  ])('is not too late where it %s', async (_what, ends) => {
    const seen = await afterWaiting(async (claim, wait, attempt) => {
      if (attempt > 1) return claim.onAdopted();
      wait();
      await ends(claim);
    });
    expect(seen).toEqual(['first', 'first', 'second', 'old is late']);
  });
});

describe('a turn', () => {
  const context = new AsyncLocalStorage<string>();
  let contexts: (string | undefined)[];
  beforeEach(() => {
    contexts = [];
  });

  test('is no part of the request that brought its event', async () => {
    const done = Promise.withResolvers<void>();
    const inbox = open(async (_item, claim) => {
      contexts.push(context.getStore());
      await claim.onAdopted();
      if (contexts.length === 5) done.resolve();
    });
    inbox.start();
    const request = (...ids: string[]) => context.run('a request', () => inbox.admit(ids.map((id) => item(id, id))));
    await Promise.all([request('a', 'b'), request('c'), request('d')]);
    await request('e');
    await done.promise;
    await inbox.stop();
    expect(contexts).toEqual(Array(5).fill(undefined));
  });

  test('is no part of the turn that made way for it', async () => {
    const aside = Promise.withResolvers<void>();
    const prepared = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const inbox = open(async ({ event }, claim) => {
      contexts.push(context.getStore());
      if (event.id === 'message.sent:stop') return done.resolve();
      claim.stepAside();
      aside.resolve();
      await prepared.promise;
      await context.run('a turn', () => claim.onAdopted());
      await done.promise;
    });
    inbox.start();
    await inbox.admit([item('slow')]);
    await aside.promise;
    await inbox.admit([item('stop')]);
    // The drain has looked by now, and sleeps: the turn is the one that wakes it.
    await setTimeout(50);
    prepared.resolve();
    await done.promise;
    await inbox.stop();
    expect(contexts).toEqual([undefined, undefined]);
  });
});

describe('an event that is long in preparing', () => {
  test('lets other rooms go on, but not its own', async () => {
    const prepared = Promise.withResolvers<void>();
    const others = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const inbox = open(async (admitted, claim) => {
      if (admitted.event.id === 'message.sent:slow') {
        claim.stepAside();
        await prepared.promise;
      }
      await note(admitted);
      if (handled.length === 1) others.resolve();
      if (handled.length === 3) done.resolve();
    });
    inbox.start();
    await inbox.admit([item('slow')]);
    await inbox.admit([item('behind'), item('elsewhere', 'Root1')]);
    await others.promise;
    expect(handled).toEqual(['message.sent:elsewhere']);
    prepared.resolve();
    await done.promise;
    expect(handled.slice(1)).toEqual(['message.sent:slow', 'message.sent:behind']);
    await inbox.stop();
  });

  test('is tried again when it fails after all', async () => {
    const done = Promise.withResolvers<void>();
    const inbox = open(async (admitted, claim) => {
      claim.stepAside();
      await note(admitted);
      if (handled.length === 1) throw new Error('no');
      done.resolve();
    });
    inbox.start();
    await inbox.admit([item('a')]);
    await done.promise;
    await inbox.stop();
    expect(handled).toEqual(['message.sent:a', 'message.sent:a']);
  });

  test('goes before those behind it when it fails after all, also where its failure is not on disk at once', async () => {
    const refused = `CREATE TRIGGER refused BEFORE UPDATE ON ingress WHEN NEW.attempts > OLD.attempts
      BEGIN SELECT RAISE(ABORT, 'busy'); END`;
    const [failed, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const inbox = open(async (admitted, claim) => {
      claim.stepAside();
      await note(admitted);
      if (handled.length === 3) done.resolve();
      if (handled.length > 1) return;
      store.db.exec(refused);
      failed.resolve();
      throw new Error('no');
    });
    inbox.start();
    await inbox.admit([item('a'), item('b')]);
    await failed.promise;
    await setTimeout(100);
    store.db.exec('DROP TRIGGER refused');
    await done.promise;
    await inbox.stop();
    expect(handled).toEqual(['message.sent:a', 'message.sent:a', 'message.sent:b']);
  });

  test('waits for the next start when the account stops meanwhile', async () => {
    const aside = Promise.withResolvers<void>();
    const before = open(async (admitted, claim) => {
      claim.stepAside();
      await note(admitted);
      aside.resolve();
      await new Promise((_resolve, reject) => claim.abortSignal.addEventListener('abort', reject));
    });
    before.start();
    await before.admit([item('a')]);
    await aside.promise;
    abort.abort();
    await before.stop();

    abort = new AbortController();
    const done = Promise.withResolvers<void>();
    const after = open(async (admitted) => {
      await note(admitted);
      done.resolve();
    });
    after.start();
    await done.promise;
    await after.stop();
    expect(handled).toEqual(['message.sent:a', 'message.sent:a']);
  });
});

test('an event that a stopped account is still handing over is handled again only when that has ended', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const before = open(async (admitted, claim) => {
    claim.stepAside();
    await note(admitted);
    begun.resolve();
    // A turn that OpenClaw prepares hears of no stop.
    await ended.promise;
    await claim.onAdopted();
  });
  before.start();
  await before.admit([item('a')]);
  await begun.promise;
  abort.abort();
  await before.stop();

  abort = new AbortController();
  const done = Promise.withResolvers<void>();
  const after = open(async (admitted) => {
    await note(admitted);
    if (handled.length === 3) done.resolve();
  });
  after.start();
  await after.admit([item('elsewhere', 'Root1')]);
  await vi.waitFor(() => expect(handled).toEqual(['message.sent:a', 'message.sent:elsewhere']));
  ended.resolve();
  await done.promise;
  await after.stop();
  expect(handled).toEqual(['message.sent:a', 'message.sent:elsewhere', 'message.sent:a']);
});

test('an event that cannot be read back from disk is reported as dead, and is not tried again', async () => {
  const before = open(note);
  await before.admit([item('a'), item('b')]);
  await before.stop();
  store.db.exec(`UPDATE ingress SET payload = json_set(payload, '$.item', json('{}')) WHERE id = 'message.sent:a'`);

  const done = Promise.withResolvers<void>();
  const after = open(async (admitted) => {
    await note(admitted);
    done.resolve();
  });
  after.start();
  await done.promise;
  await after.stop();
  expect({ handled, dead }).toEqual({ handled: ['message.sent:b'], dead: ['message.sent:a: unreadable'] });
});

test('a claim that is made again says that OpenClaw had been stuck with it before', async () => {
  const before = open(note);
  await before.admit([item('a'), item('b')]);
  await before.stop();
  store.db.exec(`UPDATE ingress SET last_error = 'stalled (${STUCK}).' WHERE id = 'message.sent:a'`);

  const done = Promise.withResolvers<void>();
  const stuck: (boolean | undefined)[] = [];
  const after = open(async (_item, claim) => {
    stuck.push(claim.wasStuck);
    if (stuck.length === 2) done.resolve();
  });
  after.start();
  await done.promise;
  await after.stop();
  expect(stuck).toEqual([true, false]);
});

test('a turn that an earlier process left unanswered keeps its lane waiting', async () => {
  const recovered = Promise.withResolvers<void>();
  const seen = new Map<string, PromiseWithResolvers<void>>();
  for (const id of ['elsewhere', 'here']) seen.set(`message.sent:${id}`, Promise.withResolvers());
  const inbox = open(async (admitted) => {
    await note(admitted);
    seen.get(admitted.event.id)?.resolve();
  });
  inbox.hold('Room1', () => recovered.promise);
  inbox.start();
  await inbox.admit([item('here'), item('elsewhere', 'Root1')]);
  await seen.get('message.sent:elsewhere')?.promise;
  expect(handled).toEqual(['message.sent:elsewhere']);
  recovered.resolve();
  await Promise.all([...seen.values()].map(({ promise }) => promise));
  await inbox.stop();
});

test('[S10] an event that our own program fails at is listed, and its room goes on', async () => {
  const before = open(note);
  await before.admit([item('odd'), item('next')]);
  await before.stop();
  // It has waited for a workspace that was away.
  store.db.exec("UPDATE ingress SET attempts = 40 WHERE id = 'message.sent:odd'");
  const done = Promise.withResolvers<void>();
  const inbox = open(async (admitted) => {
    if (admitted.event.id === 'message.sent:odd') throw new RangeError('Invalid time value');
    if (admitted.event.id !== 'message.sent:next') return;
    await note(admitted);
    done.resolve();
  });
  inbox.start();
  const attempts = store.db.prepare("SELECT attempts FROM ingress WHERE id = 'message.sent:odd'");
  for (let made = 1; made < 5; made++) {
    await vi.waitFor(() => expect(attempts.get()).toEqual({ attempts: 40 + made }), { timeout: 10_000, interval: 5 });
    expect(dead).toEqual([]);
    // Its pause is over, and what comes in wakes the drain.
    store.db.exec("UPDATE ingress SET last_attempt_at = NULL WHERE id = 'message.sent:odd'");
    await inbox.admit([item(`wakes-${made}`, 'Elsewhere')]);
  }
  await done.promise;
  await inbox.stop();
  expect(handled).toEqual(['message.sent:next']);
  expect(dead).toEqual(['message.sent:odd: own-fault']);
});

test('messages that have joined one are handled by themselves, in their order, where it starts no turn', async () => {
  const handled: string[] = [];
  const deleted = { type: 'message.deleted', message: { id: 'M1', authorId: 'Alice1' } };
  const inbox = open(async ({ event, takenBack, joined = [] }, claim) => {
    if (event.id === 'message.sent:M1' && joined.length === 0 && !takenBack) {
      expect(claim.join?.(claim.behind?.(2) ?? [])).toBe(true);
      await inbox.admit([
        { event: { ...item('M1').event, id: 'deleted:M1', ...deleted } as Admitted['event'], bot: BOT },
      ]);
      claim.handOver?.();
    }
    if (takenBack) claim.part?.();
    handled.push(`${event.id}${takenBack ? ' is gone' : ''}`);
  });
  await inbox.admit(['M1', 'M2', 'M3'].map((id) => item(id)));
  inbox.start();
  const ends = ['message.sent:M1 is gone', 'message.sent:M2', 'message.sent:M3'];
  await vi.waitFor(() => expect(handled).toEqual(ends), { timeout: 5_000, interval: 5 });
  await inbox.stop();
  expect(inbox.held().events).toBe(0);
});

test.each<[string, Admitted['event']]>([
  [
    'is deleted',
    { ...anEdit({ at: 0 }), id: 'gone', type: 'message.deleted', message: { id: 'M2', authorId: 'Alice1' } },
  ],
  ['is corrected', { ...anEdit({ id: 'M2', at: 0 }), id: 'edited' }],
])('a message that %s while one looks whether it can be joined is not joined', async (_what, change) => {
  const seen: unknown[] = [];
  const inbox = open(async ({ event, takenBack }, claim) => {
    if (event.id === 'message.sent:M1') {
      const behind = claim.behind?.(2) ?? [];
      seen.push(behind.map((each) => each.event.id));
      await inbox.admit([{ event: change, bot: BOT }]);
      seen.push(claim.join?.(behind));
    }
    seen.push(takenBack ? `${event.id} is gone` : event.id);
  });
  await inbox.admit(['M1', 'M2', 'M3'].map((id) => item(id)));
  inbox.start();
  const second = change.type === 'message.deleted' ? 'message.sent:M2 is gone' : 'message.sent:M2';
  const both = ['message.sent:M2', 'message.sent:M3'];
  await vi.waitFor(() => expect(seen).toEqual([both, false, 'message.sent:M1', second, 'message.sent:M3']), {
    timeout: 5_000,
    interval: 5,
  });
  await inbox.stop();
});

test('a message that a running turn has refused is not taken back while OpenClaw begins a turn of its own for it', async () => {
  const [begins, adopts, asks, done] = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const seen: unknown[] = [];
  const inbox = open(async ({ event }, claim) => {
    if (event.type === 'message.updated') {
      asks?.resolve();
      seen.push(await claim.takeIn?.(event));
      return done?.resolve();
    }
    // A running turn could not take it in. Then the session is idle, and it is handed over again.
    claim.onDeferred();
    claim.handOver?.();
    claim.comesBack?.();
    claim.handOver?.();
    begins?.resolve();
    await adopts?.promise;
    seen.push(claim.takenBack.aborted);
    await claim.onAdopted();
  });
  inbox.start();
  await inbox.admit([item('M1')]);
  await begins?.promise;
  await inbox.admit([{ event: anEdit({ at: 0 }), bot: BOT }]);
  await asks?.promise;
  await setTimeout(20);
  adopts?.resolve();
  await done?.promise;
  await inbox.stop();
  expect(seen.toSorted()).toEqual([false, false]);
});
