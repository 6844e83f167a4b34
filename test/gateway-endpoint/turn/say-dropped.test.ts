import { describe, expect, test } from 'vitest';
import { sayDropped } from '../../../gateway-endpoint/src/turn/say-dropped.ts';
import { aTurn } from './a-turn.ts';

/** A turn that ends in silence, after OpenClaw has dropped these answers. */
async function ends(dropped: string[], wanted: Parameters<typeof aTurn>[0] = {}) {
  const { turn, sent, noted } = await aTurn(wanted);
  const order: string[] = [];
  const sender = {
    ...turn.sender,
    send(message: Parameters<typeof turn.sender.send>[0]) {
      order.push(...noted.filter((line) => line.startsWith('speaks')), 'sent');
      return turn.sender.send(message);
    },
  };
  await sayDropped({ ...turn, sender }, { takeDropped: () => dropped });
  return { sent, noted, order };
}

describe('answers that OpenClaw has dropped', () => {
  test('are one post in the place of the question, by a key of their own: a repeat finds it', async () => {
    const { sent } = await ends(['one', 'two'], { told: { threadId: 'Root1' } });
    expect(sent).toMatchObject([
      {
        to: { roomId: 'Room1' },
        threadId: 'Root1',
        text: 'one\n\ntwo',
        keyOf: { event: 'message.sent:M1', purpose: 'dropped' },
      },
    ]);
  });

  test('are written down as said before they are: after a crash nobody says them again', async () => {
    expect((await ends(['one'])).order).toEqual(['speaks message.sent:M1', 'sent']);
  });

  test.each([[[]], [['']]])('are no post where there are none: %j', async (dropped) => {
    const { sent, noted } = await ends(dropped);
    expect([sent, noted]).toEqual([[], []]);
  });
});
