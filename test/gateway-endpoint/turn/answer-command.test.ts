import { describe, expect, test } from 'vitest';
import { noteAsked } from '../../../gateway-endpoint/src/interactions/asked-here.ts';
import { aMessage } from '../event.ts';
import { aClaim, aGateway, open } from './a-gateway.ts';
import { openRequests } from './open-requests.ts';

describe('!help', () => {
  const help = (more: Parameters<typeof aMessage>[0] = {}) => aMessage({ text: '!help', mentioned: false, ...more });

  test.each([
    ['the room', open, {}, {}],
    ['the thread in which it was written', open, { threadId: 'Root1' }, { threadId: 'Root1' }],
    ['a thread under it, where questions get one', { ...open, replyToMode: 'all' }, {}, { threadId: 'M1' }],
  ])('is answered for all to read in %s, and costs no turn', async (_where, section, told, thread) => {
    const gateway = aGateway(section);
    expect(await gateway.sees(help(told))).toEqual(['command']);
    expect(gateway.sent).toMatchObject([{ to: { roomId: 'Room1' }, ...thread }]);
    expect(gateway.sent.map(({ threadId }) => threadId)).toEqual([Object.values(thread)[0]]);
    expect([gateway.turns, gateway.told]).toEqual([[], []]);
  });

  test('is answered once, also if the event comes twice: the app knows the key', async () => {
    const gateway = aGateway();
    for (const event of [help(), help(), help({ id: 'M2' })]) await gateway.sees(event);
    expect(gateway.sent.map(({ keyOf }) => keyOf)).toEqual(
      ['M1', 'M1', 'M2'].map((id) => ({ event: `message.sent:${id}`, purpose: 'help' })),
    );
  });

  test('is no longer changed by an edit once its answer is on its way', async () => {
    const gateway = aGateway();
    const order: unknown[] = [];
    await gateway.sees(help(), { ...aClaim(), handOver: () => void order.push(gateway.sent.length) });
    expect(order[0]).toBe(0);
  });
});

describe('[F18] !approve', () => {
  test('of an approver decides, and they alone read it, where they wrote', async () => {
    noteAsked('default', 'written-1');
    const openclaw = openRequests({ 'written-1': { kind: 'plugin' } });
    const gateway = aGateway({ ...open, execApprovals: { approvers: ['Alice1'] } });
    const event = aMessage({ text: '!approve written-1 once', mentioned: false, threadId: 'Root1' });
    expect(await openclaw.within(() => gateway.sees(event))).toEqual(['command']);
    expect(openclaw.requests).toEqual({ 'written-1': { kind: 'plugin', decided: 'allow-once' } });
    expect(gateway.told).toEqual(['Alice1 in Root1: Allowed once.']);
    expect([gateway.sent, gateway.turns]).toEqual([[], []]);
  });
});
