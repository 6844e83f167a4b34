import type { CommandOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError, type CallOptions } from '../../../gateway-endpoint/src/app-client/client.ts';
import type { Card } from '../../../gateway-endpoint/src/interactions/card.ts';
import { openPlacement } from '../../../gateway-endpoint/src/reply/placement.ts';
import { openSayPieces } from '../../../gateway-endpoint/src/reply/say-pieces.ts';
import { aClient } from '../services.ts';

const card: Card = { parts: [{ kind: 'divider' }] };
const signal = new AbortController().signal;

function failing(code: AppCallError['code']): AppCallError {
  return new AppCallError({ code, happened: 'no', retryable: false, message: code });
}

/** A workspace that takes posts of at most so many characters, and no thread but one. */
function saying({ most = 1_000, thread = 'Root1', hasControls = true } = {}) {
  const posts: CommandOf<'post'>[] = [];
  const issued: string[] = [];
  const posted: [key: string, messageId: string][] = [];
  const sent: string[] = [];
  const options: (CallOptions | undefined)[] = [];
  const client = aClient((post: CommandOf<'post'>, how) => {
    options.push(how);
    if (post.text.length > most) throw failing('text-too-long');
    if (post.threadId && post.threadId !== thread) throw failing('thread-not-in-room');
    posts.push(post);
    return { messageId: `m${posts.length}` };
  });
  const controls = {
    issue: ({
      key,
      threadId,
      roomId,
      text,
    }: {
      key: string;
      threadId?: string | undefined;
      roomId: string;
      text: string;
    }) => {
      issued.push(`${key} in ${roomId} ${threadId}: ${text}`);
      return [{ type: 'divider' as const }];
    },
    posted: (key: string, messageId: string) => void posted.push([key, messageId]),
  };
  const placement = openPlacement({ roomId: 'Room1', threadId: 'Root1' });
  const writing = { limit: 1_000, maxChars: 1_000, chunkMode: 'length', tableMode: 'auto' } as const;
  const say = openSayPieces({
    client,
    placement,
    writing,
    controls: hasControls ? controls : undefined,
    signal,
    sent: (id) => void sent.push(id),
  });
  return { say, posts, issued, posted, sent, options, placement };
}

const keyOf = (index: number) => `k${index}`;

describe('pieces', () => {
  test('leave in their order, the last one with the card, each tried for half a minute', async () => {
    const { say, posts, issued, posted, sent, options } = saying();
    await say(['one', 'two'], keyOf, card);
    const place = { v: 1, command: 'post', roomId: 'Room1', threadId: 'Root1' };
    expect(posts).toEqual([
      { ...place, key: 'k0', text: 'one' },
      { ...place, key: 'k1', text: 'two', blocks: [{ type: 'divider' }] },
    ]);
    expect([issued, posted, sent]).toEqual([['k1 in Room1 Root1: two'], [['k1', 'm2']], ['m1', 'm2']]);
    expect(options).toEqual([
      { signal, attempts: 6 },
      { signal, attempts: 6 },
    ]);
  });

  test('without a card have no buttons, and nothing is said of any', async () => {
    const { say, posts, issued, posted } = saying();
    await say(['one'], keyOf);
    expect([posts[0]?.blocks, issued, posted]).toEqual([undefined, [], []]);
  });

  test('with a card that nobody gives blocks to are posted without', async () => {
    const { say, posts } = saying({ hasControls: false });
    await say(['one'], keyOf, card);
    expect(posts[0]).not.toHaveProperty('blocks');
  });

  test('that are too long are halved, as often as it takes, under keys that a repeat finds again', async () => {
    const { say, posts } = saying({ most: 120 });
    const words = Array.from({ length: 60 }, (_, n) => `w${n}`.padEnd(4, '-'));
    await say([words.join(' ')], keyOf, card);
    expect(posts.map(({ key }) => key)).toEqual(['k0.0.0', 'k0.0.1', 'k0.1.0', 'k0.1.1']);
    expect(posts.flatMap(({ text }) => text.trim().split(' '))).toEqual(words);
    expect(posts.map(({ blocks }) => blocks !== undefined)).toEqual([false, false, false, true]);
  });

  test('that cannot be halved are refused', async () => {
    const { say, posts } = saying({ most: 0 });
    await expect(say(['a'], keyOf)).rejects.toMatchObject({ code: 'text-too-long' });
    expect(posts).toEqual([]);
  });
});

test('a card follows its post out of a thread that is gone', async () => {
  const { say, posts, issued, placement } = saying({ thread: 'Other1' });
  await say(['one', 'two'], keyOf, card);
  expect(posts.map(({ threadId }) => threadId)).toEqual([undefined, undefined]);
  expect(issued).toEqual(['k1 in Room1 undefined: two']);
  expect(placement.place()).toEqual({ roomId: 'Room1' });
});
