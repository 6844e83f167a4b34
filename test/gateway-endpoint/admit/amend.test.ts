import { describe, expect, test, vi } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Claim, openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import { aMessage, anEdit, EDITOR } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';

/** An inbox whose room is held up until it is let go. */
function open(store = aStore(), deliver?: (item: Admitted, claim: Claim) => Promise<void>) {
  const handled: Admitted[] = [];
  const takenIn: string[] = [];
  const abort = new AbortController();
  let tokens = 0;
  const inbox = openInbox({
    accountId: 'default',
    store,
    deliver: async (item, claim) => {
      await deliver?.(item, claim);
      claim.handOver?.();
      handled.push(item);
    },
    urgencyOf: () => URGENCY.waits,
    interrupts: () => false,
    presentNow: presentOf,
    turnLaneOf: ({ event }) => ('room' in event ? event.room.id : ''),
    onDead: () => undefined,
    onTakenIn: (id) => void takenIn.push(id),
    clock: () => Date.now(),
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: abort.signal,
  });
  const admit = (...events: Admitted['event'][]) => inbox.admit(events.map((event) => ({ event, bot: BOT })));
  const texts = () =>
    handled.map(({ event, takenBack }) =>
      takenBack
        ? 'taken back'
        : 'message' in event && event.message && 'text' in event.message
          ? event.message.text
          : event.type,
    );
  const stop = async () => {
    abort.abort();
    await inbox.stop();
  };
  return { inbox, admit, texts, takenIn, handled, stop, store };
}

const message = (more = {}) => aMessage({ at: 1_000, text: '@openclaw delete server A', ...more });
const edit = (text: string, more = {}) => anEdit({ at: 1_000, text, ...more });
const deletion = (id = 'M1'): Admitted['event'] => {
  const { room, actor } = message();
  return {
    type: 'message.deleted',
    id: `message.deleted:${id}`,
    at: 2_000,
    room,
    actor,
    message: { id, authorId: actor.id },
  };
};
const heard = (inbox: ReturnType<typeof open>, count: number) =>
  vi.waitFor(() => expect(inbox.handled).toHaveLength(count));

describe('[F4] a waiting message is handled in its last wording', () => {
  test.each<[string, Admitted['event'][], string[]]>([
    ['corrected', [edit('@openclaw delete server B')], ['@openclaw delete server B']],
    ['corrected twice', [edit('no', { edit: 1 }), edit('@openclaw nothing', { edit: 2 })], ['@openclaw nothing']],
    ['deleted', [deletion()], ['taken back']],
    ['corrected and deleted', [edit('no'), deletion()], ['taken back']],
    ['told again with other words', [{ ...message(), message: edit('@openclaw B').message }], ['@openclaw B']],
  ])('%s', async (_name, changes, expected) => {
    for (const inOne of [true, false]) {
      const at = open();
      // In one delivery, or one after the other.
      for (const events of inOne ? [[message(), ...changes]] : [[message()], ...changes.map((each) => [each])]) {
        await at.admit(...events);
      }
      at.inbox.start();
      await heard(at, 1);
      expect(at.texts()).toEqual(expected);
      expect(changes.map(({ id }) => at.inbox.holds(id))).toEqual(changes.map(() => true));
      expect(at.inbox.held().events).toBeLessThanOrEqual(1);
      await at.stop();
    }
  });

  test('by another start of the gateway as well, on disk', async () => {
    const before = open();
    await before.admit(message());
    await before.stop();
    const after = open(before.store);
    await after.admit(edit('@openclaw delete server B'));
    await after.stop();
    const { db } = before.store;
    expect(db.prepare("SELECT payload FROM ingress WHERE status = 'pending'").all()).toEqual([
      { payload: expect.stringContaining('delete server B') },
    ]);
    const last = open(before.store);
    last.inbox.start();
    await heard(last, 1);
    expect(last.texts()).toEqual(['@openclaw delete server B']);
    await last.stop();
  });

  test('while it is being handled, and nothing was made of it yet', async () => {
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const at = open(undefined, async ({ event }) => {
      seen.push(event.type === 'message.sent' ? event.message.text : event.type);
      await promise;
    });
    await at.admit(message());
    at.inbox.start();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    await at.admit(edit('@openclaw delete server B'));
    resolve();
    await heard(at, 1);
    expect(at.texts()).toEqual(['@openclaw delete server B']);
    expect(at.takenIn).toEqual(['message.updated:M1:1']);
    await at.stop();
  });

  test.each(['before', 'after'] as const)('an edit that comes %s OpenClaw has refused the message', async (when) => {
    const [begun, edited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let attempts = 0;
    const at = open(undefined, async (_item, claim) => {
      if (++attempts > 1) return;
      claim.handOver?.();
      if (when === 'after') claim.comesBack?.();
      begun.resolve();
      await edited.promise;
      claim.comesBack?.();
    });
    await at.admit(message());
    at.inbox.start();
    await begun.promise;
    await at.admit(edit('@openclaw delete server B'));
    edited.resolve();
    // Before that, it is an event of its own as well.
    await heard(at, when === 'after' ? 1 : 2);
    expect(at.texts()[0]).toBe('@openclaw delete server B');
    await at.stop();
  });

  test('an edit that comes after the message was handed over is an event of its own', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const at = open(undefined, async ({ event }, claim) => {
      claim.handOver?.();
      if (event.type === 'message.sent') await promise;
    });
    await at.admit(message());
    at.inbox.start();
    await vi.waitFor(() => expect(at.inbox.held().events).toBe(1));
    await new Promise((goOn) => setTimeout(goOn, 50));
    await at.admit(edit('@openclaw delete server B'));
    resolve();
    await heard(at, 2);
    expect(at.takenIn).toEqual([]);
    expect(at.handled.map(({ event }) => event.type)).toEqual(['message.sent', 'message.updated']);
    await at.stop();
  });

  test('an edit that adds the mention, and is edited again or deleted', async () => {
    const at = open();
    await at.admit(edit('@openclaw A', { edit: 1 }));
    await at.admit(edit('@openclaw B', { edit: 2 }));
    await at.admit(anEdit({ id: 'M2', at: 1_000, text: '@openclaw C' }));
    await at.admit(deletion('M2'));
    at.inbox.start();
    await heard(at, 3);
    // The deletion is an event of its own: the message may have been known before the edit.
    expect(at.texts()).toEqual(['@openclaw B', 'taken back', 'message.deleted']);
    await at.stop();
  });

  test('[S17] a message that an editor has changed is no longer its author’s, and the edit is the editor’s', async () => {
    const at = open();
    await at.admit(message());
    const { actor } = message();
    await at.admit({ ...edit('/approve 1'), actor: { ...actor, ...EDITOR }, authorId: actor.id });
    at.inbox.start();
    await heard(at, 2);
    expect(at.handled[0]?.event).toMatchObject({ actor: { id: actor.id }, message: { text: '', editedBy: EDITOR } });
    expect(at.handled[1]?.event).toMatchObject({ type: 'message.updated', actor: { id: EDITOR.id } });
    await at.stop();
  });

  test.each<[string, Admitted['event']]>([
    ['another message', edit('no', { id: 'M2' })],
    ['a message of another room', { ...edit('no'), room: { ...message().room, id: 'Room2' } }],
    ['an older wording', { ...message(), message: { ...message().message, text: 'older', editedAt: 500 } }],
  ])('%s changes nothing', async (_name, event) => {
    const at = open();
    await at.admit(message());
    await at.admit(event);
    at.inbox.start();
    await vi.waitFor(() => expect(at.texts()[0]).toBe('@openclaw delete server A'));
    await at.stop();
  });
});
