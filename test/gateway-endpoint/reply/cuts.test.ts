import type { CommandOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { type Cuts, openCuts } from '../../../gateway-endpoint/src/reply/cuts.ts';
import type { Writing } from '../../../gateway-endpoint/src/text/text.ts';
import { aClient, aStore } from '../services.ts';
import { aSender } from './a-sender.ts';

const WORDS = Array.from({ length: 500 }, (_, n) => `word${n}`);
const TEXT = WORDS.reduce((text, word, n) => `${text}${n % 25 === 0 ? '\n\n' : ' '}${word}`, '# Words').trim();
const message = { to: { roomId: 'Room1' }, text: TEXT, keyOf: { delivery: 'q1', part: 0 } };

const writing = (limit: number, more: Partial<Writing> = {}): Writing => ({
  limit,
  maxChars: 100_000,
  chunkMode: 'length',
  tableMode: 'auto',
  ...more,
});

/** A workspace with the app's ledger: a key that is known has its first result. It dies after so many posts. */
function aWorkspace() {
  const posts = new Map<string, string>();
  const server = { most: 100_000, diesAfter: Number.POSITIVE_INFINITY };
  const client = aClient(({ key, text }: CommandOf<'post'>) => {
    if (posts.has(key)) return { messageId: key };
    const refuse = (code: 'text-too-long' | 'unreachable') => {
      throw new AppCallError({ code, happened: 'no', retryable: false, message: code });
    };
    if (text.length > server.most) refuse('text-too-long');
    if (posts.size >= server.diesAfter) refuse('unreachable');
    posts.set(key, text);
    return { messageId: key };
  });
  const words = () => [...posts.values()].flatMap((text) => text.match(/word\d+/g) ?? []);
  return { client, server, posts, words };
}

function someCuts(store = aStore()) {
  const log = { warn: (line: string) => expect.unreachable(line) };
  const at = { now: 0 };
  return { at, store, open: () => openCuts({ store, clock: () => at.now, log }) };
}

describe('[F21] a send that is repeated after a fall arrives whole and once', () => {
  test.each<[string, Writing, Writing]>([
    ['the limit is not known yet after the start', writing(1_000), writing(4_000)],
    ['the limit has become smaller', writing(4_000 / 3), writing(300)],
    ['the server takes less than before', writing(4_000, { maxChars: 1_000 }), writing(4_000, { maxChars: 700 })],
    ['posts are cut at paragraphs now', writing(1_000), writing(1_000, { chunkMode: 'newline' })],
    ['posts are no longer cut at paragraphs', writing(1_000, { chunkMode: 'newline' }), writing(1_000)],
    ['one post was enough before', writing(100_000), writing(500)],
  ])('where %s', async (_what, before, after) => {
    for (const diesAfter of [1, 2, 3]) {
      const { client, server, words } = aWorkspace();
      const { store, open } = someCuts();
      const cuts = open();
      server.diesAfter = diesAfter;
      await aSender(client, before, { cuts })
        .send(message)
        .catch(() => undefined);
      store.close();
      server.diesAfter = Number.POSITIVE_INFINITY;
      const again = someCuts(aStore(store.path)).open();
      const sender = aSender(client, after, { cuts: again });
      await sender.send(message);
      expect(words()).toEqual(WORDS);
      // Nor by another repeat.
      await sender.send(message);
      expect(words()).toEqual(WORDS);
    }
  });

  test.each([80, 300, 999, 2_000])('where the server takes posts of %d characters, and nobody knows', async (most) => {
    const { client, server, posts, words } = aWorkspace();
    const cuts = someCuts().open();
    Object.assign(server, { most, diesAfter: 3 });
    await aSender(client, writing(4_000), { cuts })
      .send(message)
      .catch(() => undefined);
    server.diesAfter = Number.POSITIVE_INFINITY;
    await aSender(client, writing(4_000, { maxChars: most }), { cuts }).send(message);
    expect(words()).toEqual(WORDS);
    expect(Math.max(...[...posts.values()].map(({ length }) => length))).toBeLessThanOrEqual(most);
  });

  test('and what became of it is asked by the same cut', async () => {
    const { client, server, posts } = aWorkspace();
    const cuts = someCuts().open();
    await aSender(client, writing(1_000), { cuts }).send(message);
    const asked: string[] = [];
    const outcomes = aClient((command: CommandOf<'outcome'>) => {
      asked.push(command.of);
      return { happened: posts.has(command.of) ? 'yes' : 'no', messageId: command.of };
    });
    const settled = await aSender(outcomes, writing(4_000), { cuts }).settle(message);
    expect([settled.happened, asked]).toEqual(['all', [...posts.keys()]]);
    expect(server.most).toBe(100_000);
  });
});

describe('[F21] how a send was cut', () => {
  const one = writing(1_000);

  test('is forgotten where nothing of it was posted, so that it can be cut anew', async () => {
    const { client, server, posts } = aWorkspace();
    const cuts = someCuts().open();
    server.diesAfter = 0;
    await aSender(client, writing(4_000), { cuts })
      .send(message)
      .catch(() => undefined);
    server.diesAfter = 100;
    await aSender(client, writing(500), { cuts }).send(message);
    expect([...posts.values()].every(({ length }) => length <= 500)).toBe(true);
  });

  test('is kept as long as the app keeps its keys, and holds no text', () => {
    const { at, open } = someCuts();
    const cuts: Cuts = open();
    cuts.remember('a', one);
    at.now = 6 * 24 * 60 * 60_000;
    cuts.remember('b', one);
    expect(cuts.remembered('a')).toEqual({ ...one, maxChars: 1_000 });
    at.now *= 2;
    cuts.remember('c', one);
    expect([cuts.remembered('a'), cuts.remembered('b')]).toEqual([undefined, { ...one, maxChars: 1_000 }]);
  });

  test('is kept in memory where the disk takes nothing, which is said once', () => {
    const lines: string[] = [];
    const store = aStore();
    const cuts = openCuts({ store, clock: () => 0, log: { warn: (line) => void lines.push(line) } });
    store.close();
    cuts.remember('a', one);
    cuts.remember('b', one);
    expect(cuts.remembered('a')).toEqual({ ...one, maxChars: 1_000 });
    expect(lines).toHaveLength(1);
    cuts.forget('a');
    expect(cuts.remembered('a')).toBeUndefined();
  });
});
