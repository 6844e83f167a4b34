import { describe, expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { aMessage, anEdit } from '../event.ts';
import { aClaim, aGateway } from './a-gateway.ts';

const DIRECT = { room: { id: 'Direct1', type: 'direct' }, mentioned: false } as const;
const CAROL = { actor: { id: 'Carol1', username: 'carol' } } as const;

describe('a person who is answered', () => {
  test('in a direct room can be reached there from now on; a person in a channel is not', async () => {
    const gateway = aGateway();
    await gateway.sees(aMessage(CAROL));
    await gateway.sees(aMessage({ id: 'M2', ...DIRECT }));
    expect(gateway.learned).toEqual(['Alice1 in Direct1']);
  });

  test('directly need not hear that they may; a person in a channel may still have to', async () => {
    const gateway = aGateway();
    await gateway.sees(aMessage(CAROL));
    await gateway.sees(aMessage({ id: 'M2', ...DIRECT }));
    expect(gateway.heard).toEqual(['Alice1']);
  });

  test('is not asked whether the question still stands', async () => {
    const gateway = aGateway();
    await gateway.sees(aMessage());
    expect(gateway.forgotten).toEqual(['M1']);
  });
});

describe('a room that no longer takes an answer', () => {
  const refused = (reason?: string) =>
    new AppCallError({
      code: 'may-not-write',
      message: 'send: may-not-write: the room is encrypted',
      happened: 'no',
      retryable: false,
      ...(reason && { reason }),
    } as ConstructorParameters<typeof AppCallError>[0]);

  test('ends the question: a repeat would not help, and its author hears why', async () => {
    const gateway = aGateway();
    gateway.agent.fails = refused('encrypted');
    expect(await gateway.sees(aMessage())).toEqual(['room-closed']);
    expect(gateway.logged).toEqual([expect.stringMatching(/: no turn: room-closed \(.*; encrypted\)$/)]);
    const text = expect.stringMatching(/^I can't answer you in the room general: it is end-to-end encrypted now/);
    expect(gateway.sent).toMatchObject([{ to: { userId: 'Alice1' }, text }]);
  });

  test('is no reason for any other failure', async () => {
    const gateway = aGateway();
    gateway.agent.fails = new Error('no model');
    await expect(gateway.sees(aMessage())).rejects.toThrow('no model');
    expect([gateway.logged, gateway.sent]).toEqual([[], []]);
  });
});

describe('a change of a message that OpenClaw has in its memory', () => {
  const { room, actor } = aMessage();
  const where = { id: 'change-1', at: 1, room, actor };
  const deletion = { ...where, type: 'message.deleted', message: { id: 'M1', authorId: 'Alice1' } } as const;

  test.each([
    ['an edit', anEdit({ mentioned: false })],
    ['an edit that calls the bot', anEdit()],
    ['a deletion', deletion],
  ])('is taken in there: %s', async (_which, event) => {
    const gateway = aGateway();
    const asked: string[] = [];
    const takeIn = async ({ id }: { id: string }) => asked.push(id) > 0;
    expect(await gateway.sees(event, { ...aClaim(), takeIn })).toEqual(['taken-in']);
    expect([asked, gateway.turns, gateway.lines]).toEqual([[event.id], [], []]);
  });

  test('goes on as ever where it comes too late for that', async () => {
    const gateway = aGateway();
    expect(await gateway.sees(deletion, { ...aClaim(), takeIn: async () => false })).toEqual(['notice']);
  });

  test('is nothing else: no other event is taken in', async () => {
    const gateway = aGateway();
    const takeIn = () => expect.unreachable('nothing was changed');
    expect(await gateway.sees({ ...where, type: 'room.joined' }, { ...aClaim(), takeIn })).toEqual(['notice']);
  });
});

test('a greeting of the app is nothing that is handled here', async () => {
  const gateway = aGateway();
  const hello = { type: 'app.hello', id: 'hello-1', at: 1 } as unknown as Parameters<typeof gateway.sees>[0];
  expect(await gateway.sees(hello)).toEqual(['unhandled-event']);
  expect(gateway.logged).toEqual([expect.stringContaining('app.hello')]);
});
