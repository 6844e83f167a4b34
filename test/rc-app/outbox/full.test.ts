import { describe, expect, test } from 'vitest';
import { accepts, aProcess, away, drained, MINUTE, reacted, said, settled } from './a-process.ts';

describe('5,000 events are as many as wait', () => {
  async function full(many: { reactions: number; context: number; addressed: number }) {
    const process = aProcess();
    process.outside.answer = away();
    let at = 0;
    for (let n = 0; n < many.reactions; n++) void process.put(reacted(`r${n}`, { at: ++at }), { weight: 'reaction' });
    for (let n = 0; n < many.context; n++) {
      void process.put(said(`c${n}`, { at: ++at, roomId: `room-${n % 2}` }), { weight: 'context' });
    }
    for (let n = 0; n < many.addressed; n++) void process.put(said(`a${n}`, { at: ++at }));
    await settled();
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    await drained(process);
    return process;
  }

  test('reactions make room first, and a gap tells how many of which room', async () => {
    const { got, store } = await full({ reactions: 250, context: 150, addressed: 4_700 });
    const gaps = got.filter((event) => event.type === 'gap');
    const reactions = got.filter(({ type }) => type === 'reaction.added');
    expect(gaps.every(({ what }) => what === 'reactions')).toBe(true);
    const missing = gaps.reduce((sum, { count = 0 }) => sum + count, 0);
    expect(missing + reactions.length).toBe(250);
    expect(missing).toBeGreaterThan(99);
    expect(gaps[0]).toMatchObject({ room: { id: 'GENERAL' }, since: 1, until: missing });
    expect(got.filter(({ type }) => type === 'message.sent')).toHaveLength(150 + 4_700);
    expect(store.all()).toEqual([]);
  }, 30_000);

  test('then what was said to others, and never what was said to the bot', async () => {
    const { got } = await full({ reactions: 10, context: 200, addressed: 5_100 });
    const ids = got.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('a'))).toHaveLength(5_100);
    const gaps = got.filter((event) => event.type === 'gap');
    expect([...new Set(gaps.map(({ what, room }) => `${what} ${room.id}`))].sort()).toEqual([
      'messages room-0',
      'messages room-1',
      'reactions GENERAL',
    ]);
    expect(gaps.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(210);
  }, 30_000);
});
