import { describe, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { REFUSED } from '../../../gateway-endpoint/src/turn/in-order.ts';
import { lookAtAmended, lookAtWaiting } from '../../../gateway-endpoint/src/turn/look-at-waiting.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { aMessage, anEdit, EDITOR } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { noNames, presentOf, threadsWith } from '../services.ts';
import { aRoom } from './a-room.ts';
import { aTurn } from './a-turn.ts';

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

async function looking({ hasRoom = true } = {}) {
  const noted: string[] = [];
  const { turn } = await aTurn({ section: open });
  const { runtime } = turn;
  const services = {
    present: presentOf(open),
    runtime: { ...runtime, channel: { ...runtime.channel, commands: { shouldHandleTextCommands: () => false } } },
    roomNames: noNames,
    threads: threadsWith(),
    waiting: {
      begins: ({ event }: { event: { id: string } }) => void noted.push(`begins ${event.id}`),
      ends: (id: string) => void noted.push(`ends ${id}`),
      comesBack: (id: string) => void noted.push(`comes back ${id}`),
      hasRoom: () => hasRoom,
    },
  } as unknown as Services;
  return { services, noted };
}

const message: Admitted = { event: aMessage(), bot: BOT };
const deleted: Admitted = { ...message, takenBack: true };
const [second, third] = [aMessage({ id: 'M2' }), aMessage({ id: 'M3' })];

describe('a message that waits', () => {
  test('has a sign, unless it was deleted', async () => {
    const { services, noted } = await looking();
    await lookAtWaiting(message, services);
    await lookAtWaiting(deleted, services);
    expect(noted).toEqual([`begins ${message.event.id}`]);
  });

  test.each<[string, Admitted['event']]>([
    ['that starts no turn', aMessage({ mentioned: false })],
    ['that is a command', aMessage({ text: '@openclaw !status' })],
    ['that is an edit of another one', anEdit()],
  ])('has none where it is one %s', async (_which, event) => {
    const { services, noted } = await looking();
    await lookAtWaiting({ ...message, event }, services);
    expect(noted).toEqual([]);
  });

  test('is not looked at in a flood, in which it would have none', async () => {
    const { services, noted } = await looking({ hasRoom: false });
    const looked: string[] = [];
    const follow = async () => void looked.push('looked');
    await lookAtWaiting(message, { ...services, roomNames: { ...noNames, follow } });
    expect([noted, looked]).toEqual([[], []]);
  });

  test.each<[string, Admitted, Admitted, string[]]>([
    ['is corrected', message, { ...message, event: aMessage({ text: '@openclaw better' }) }, []],
    ['is deleted', message, deleted, [`ends ${message.event.id}`]],
    [
      'is deleted, and was joined by others',
      { ...message, joined: [second] },
      { ...deleted, joined: [second] },
      [`ends ${message.event.id}`],
    ],
    [
      'is deleted, and has joined another one',
      { ...message, joined: [second, third] },
      { ...message, joined: [third] },
      [`ends ${second.id}`],
    ],
    ['is a question again', deleted, message, [`comes back ${message.event.id}`, `begins ${message.event.id}`]],
  ])('and %s', async (_what, before, after, expected) => {
    const { services, noted } = await looking();
    await lookAtAmended({ before, after, isInTime: true }, services);
    expect(noted).toEqual(expected);
  });

  test('and was edited by somebody else waits no longer', async () => {
    const { services, noted } = await looking();
    const sent = aMessage();
    const after = { ...message, event: { ...sent, message: { ...sent.message, text: '', editedBy: EDITOR } } };
    await lookAtAmended({ before: message, after, isInTime: true }, services);
    expect(noted).toEqual([`ends ${sent.id}`]);
  });

  test('and has begun is no longer shown as waiting, whatever is edited', async () => {
    const { services, noted } = await looking();
    await lookAtAmended({ before: deleted, after: message, isInTime: false }, services);
    expect(noted).toEqual([]);
  });
});

describe('a message that is deleted while the agent works', () => {
  const deletion = (id: string) => {
    const { room, actor } = aMessage();
    const event = { type: 'message.deleted', id: `message.deleted:${id}`, at: Date.now(), room, actor } as const;
    return { event: { ...event, message: { id, authorId: actor.id } }, bot: BOT };
  };

  test('and was refused by the running turn ends at once, and no longer counts', async () => {
    const { says, inbox, running, answered, seen, waiting, session } = await aRoom({
      one: async (_claim, _place, attempt) => (attempt === 1 ? REFUSED : (undefined as never)),
    });
    await says('one', 'two');
    await expect.poll(() => waiting.countIn(session)).toBe(1);
    expect(seen).toEqual(['one']);
    await inbox.admit([deletion('one')]);
    // The next one gets its place.
    await expect.poll(() => seen).toEqual(['one', 'no message.sent:one', 'two']);
    await expect.poll(() => answered).toEqual(['two']);
    expect(waiting.countIn(session)).toBe(0);
    running.ends();
  });

  test('and waits for the end of the turn ends at once, and the one behind it waits on', async () => {
    const { says, inbox, running, answered, seen, waiting, session } = await aRoom({}, 'followup');
    await says('one', 'two');
    await expect.poll(() => seen).toEqual(['one']);
    await inbox.admit([deletion('one')]);
    await expect.poll(() => seen).toEqual(['one', 'no message.sent:one', 'two']);
    await expect.poll(() => waiting.countIn(session)).toBe(1);
    running.ends();
    await expect.poll(() => answered).toEqual(['two']);
  });
});
