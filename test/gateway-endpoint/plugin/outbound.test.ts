import type { Command, CommandOf } from '@rocketchat-openclaw/shared';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { describe, expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { openHostSeal } from '../../../gateway-endpoint/src/host/host-seal.ts';
import { messageAdapters } from '../../../gateway-endpoint/src/plugin/message-adapter.ts';
import { counting } from '../config/counting.ts';
import { aSender } from '../reply/a-sender.ts';
import { aClient, configOf } from '../services.ts';

type Post = CommandOf<'post'>;
type Happened = 'yes' | 'no' | 'unknown';
/** The trouble with a post: refused before it, or its answer lost after it. */
type Trouble = 'no' | 'lost' | 'thread-not-in-room' | undefined;

const DAY_MS = 24 * 60 * 60_000;
const NOW = 10 * DAY_MS;

/** A workspace that keeps a ledger, and OpenClaw's two adapters over it. */
function aWorkspace(section: object = {}) {
  const commands: Command[] = [];
  const said = new Map<string, { id: string; post: Post }>();
  const reports: string[] = [];
  const outside = {
    trouble: (_post: Post): Trouble => undefined,
    /** The app's answer for a key that its ledger does not have. */
    unknown: 'no' as Happened,
  };
  const client = aClient((command: Command) => {
    commands.push(command);
    if (command.command === 'outcome') {
      const row = said.get(command.of);
      return row ? { happened: 'yes', messageId: row.id } : { happened: outside.unknown };
    }
    if (command.command !== 'post') throw new Error(`nobody asked for ${command.command}`);
    const trouble = said.has(command.key) ? undefined : outside.trouble(command);
    if (trouble === 'thread-not-in-room') {
      throw new AppCallError({ code: trouble, happened: 'no', retryable: false, message: trouble });
    }
    const row = said.get(command.key) ?? { id: `m${said.size + 1}`, post: command };
    if (trouble !== 'no') said.set(command.key, row);
    if (!trouble) return { messageId: row.id };
    const happened = trouble === 'no' ? 'no' : 'unknown';
    throw new AppCallError({ code: 'unreachable', happened, retryable: true, message: 'no answer' });
  });
  const sender = aSender(client, { limit: 200, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' });
  let ids = 0;
  const ways = {
    senderFor: () => sender,
    find: () => Promise.reject(new Error('nobody asks for a name here')),
    newId: () => `id-${ids++}`,
    clock: () => NOW,
    seal: openHostSeal(Buffer.alloc(32)),
    report: (line: string) => void reports.push(line),
  };
  const { outbound, message } = messageAdapters(ways);
  const cfg = configOf(section);
  const about = { cfg, to: 'channel:Room1', deliveryQueueId: 'queued-1', deliveryPartIndex: 0 };
  const queued = {
    cfg,
    queueId: 'queued-1',
    channel: 'rocketchat',
    to: 'channel:Room1',
    enqueuedAt: NOW,
    retryCount: 0,
  };
  return {
    outside,
    reports,
    commands,
    posts: () => [...said.values()].map(({ post }) => post),
    sendText: (text: string, more = {}) => outbound.sendText({ ...about, text, ...more }),
    sendPayload: (payload: object, more = {}) => outbound.sendPayload({ ...about, text: '', payload, ...more }),
    reconcile: (payloads: object[], more = {}) =>
      message.durableFinal.reconcileUnknownSend({ ...queued, payloads, ...more }),
  };
}

const LONG = Array.from({ length: 30 }, (_, line) => `line ${line} of an answer that is long`).join('\n');
const joined = (posts: readonly Post[]) => posts.map(({ text }) => text).join('\n');

describe('a repeated send', () => {
  test.each(['no', 'lost'] as const)(
    'after trouble (%s) with any of its pieces is the same posts, once',
    async (trouble) => {
      const pieces = await aWorkspace().sendText(LONG);
      const count = pieces.receipt.platformMessageIds.length;
      expect(count).toBeGreaterThan(3);
      for (let failing = 0; failing < count; failing++) {
        const workspace = aWorkspace();
        let post = 0;
        workspace.outside.trouble = () => (post++ === failing ? trouble : undefined);
        await expect(workspace.sendText(LONG)).rejects.toThrow('no answer');
        const { receipt } = await workspace.sendText(LONG);
        expect(receipt.platformMessageIds).toHaveLength(count);
        expect(workspace.posts()).toHaveLength(count);
        expect(joined(workspace.posts())).toBe(LONG);
      }
    },
  );

  test('is proved not to have happened only where nothing of it was posted', async () => {
    const first = aWorkspace();
    first.outside.trouble = () => 'no';
    await expect(first.sendText('hi')).rejects.toBeInstanceOf(PlatformMessageNotDispatchedError);
    const lost = aWorkspace();
    lost.outside.trouble = () => 'lost';
    await expect(lost.sendText('hi')).rejects.not.toBeInstanceOf(PlatformMessageNotDispatchedError);
  });

  test('is allowed to OpenClaw until it is answered, and not after', async () => {
    const workspace = aWorkspace();
    const told: number[] = [];
    const onPlatformSendDispatch = async () => void told.push(workspace.posts().length);
    workspace.outside.trouble = () => 'lost';
    await expect(workspace.sendText('hi', { onPlatformSendDispatch })).rejects.toThrow();
    expect(told).toEqual([]);
    await workspace.sendText('hi', { onPlatformSendDispatch });
    expect(told).toEqual([1]);
  });

  test('of another delivery is another post', async () => {
    const workspace = aWorkspace();
    await workspace.sendText('hi');
    await workspace.sendText('hi', { deliveryQueueId: 'queued-2' });
    await workspace.sendText('hi', { deliveryPartIndex: 1 });
    await workspace.sendText('hi', { deliveryQueueId: undefined });
    expect(workspace.posts()).toHaveLength(4);
  });
});

describe('a send of which nobody knows', () => {
  test('was posted: OpenClaw gets the ids, and nothing is posted', async () => {
    const workspace = aWorkspace();
    const { receipt } = await workspace.sendText(LONG);
    const before = workspace.commands.length;
    const settled = await workspace.reconcile([{ text: LONG }]);
    expect(settled).toMatchObject({ status: 'sent', receipt: { platformMessageIds: receipt.platformMessageIds } });
    expect(new Set(workspace.commands.slice(before).map(({ command }) => command))).toEqual(new Set(['outcome']));
  });

  test('was not posted: OpenClaw may repeat it', async () => {
    expect(await aWorkspace().reconcile([{ text: 'hi' }])).toEqual({ status: 'not_sent' });
  });

  test.each(['no', 'lost'] as const)('was posted in part (%s): it goes on where it ended', async (trouble) => {
    const workspace = aWorkspace();
    let post = 0;
    workspace.outside.trouble = () => (post++ === 2 ? trouble : undefined);
    await expect(workspace.sendText(LONG)).rejects.toThrow();
    expect(await workspace.reconcile([{ text: LONG }])).toMatchObject({ status: 'sent' });
    expect(joined(workspace.posts())).toBe(LONG);
  });

  test.each([
    ['the app cannot tell', [{ text: 'hi' }], {}, 'unknown'],
    ['it was one of several', [{ text: 'hi' }, { text: 'ho' }], {}, 'no'],
    ['the app has forgotten', [{ text: 'hi' }], { enqueuedAt: NOW - 7 * DAY_MS }, 'no'],
  ] as const)(
    'stays unknown where %s: it is not posted, and the log says why',
    async (_why, payloads, more, unknown) => {
      const workspace = aWorkspace();
      workspace.outside.unknown = unknown;
      expect(await workspace.reconcile([...payloads], more)).toMatchObject({
        status: 'unresolved',
        retryable: false,
        error: expect.stringMatching(/.{20}/),
      });
      expect(workspace.posts()).toEqual([]);
    },
  );

  test.each([
    ['a file: OpenClaw repeats it, and what is there has its key', { mediaUrl: '/a.png' }, 'not_sent'],
    ['buttons: it is not guessed at', { channelData: { rocketchat: {} } }, 'unresolved'],
  ])('was posted in part and holds %s', async (_what, more, status) => {
    const workspace = aWorkspace();
    let post = 0;
    workspace.outside.trouble = () => (post++ === 1 ? 'no' : undefined);
    await expect(workspace.sendText(LONG)).rejects.toThrow();
    const before = workspace.posts().length;
    expect(await workspace.reconcile([{ text: LONG, ...more }])).toMatchObject({ status });
    expect(workspace.posts()).toHaveLength(before);
  });
});

describe('the thread of what OpenClaw sends', () => {
  test('is the one it names, and is shown in the room where the account says so', async () => {
    const workspace = aWorkspace();
    await workspace.sendText('hi', { threadId: 'Root1', replyToId: 'M1' });
    expect(workspace.posts()[0]).toMatchObject({ roomId: 'Room1', threadId: 'Root1' });
    expect(workspace.posts()[0]).not.toHaveProperty('alsoInRoom');
    const shown = aWorkspace({ thread: { alsoInRoom: true } });
    await shown.sendText('hi', { threadId: 'Root1' });
    await shown.sendText('hi', { deliveryPartIndex: 1 });
    expect(shown.posts()).toMatchObject([{ threadId: 'Root1', alsoInRoom: true }, {}]);
    expect(shown.posts()[1]).not.toHaveProperty('alsoInRoom');
  });

  test('is none for a mere reply', async () => {
    const workspace = aWorkspace();
    await workspace.sendText('hi', { replyToId: 'M1' });
    expect(workspace.posts()[0]).not.toHaveProperty('threadId');
  });

  test('that is not in the room does not cost the answer, which then stands in the room', async () => {
    const workspace = aWorkspace({ thread: { alsoInRoom: true } });
    workspace.outside.trouble = ({ threadId }) => (threadId ? 'thread-not-in-room' : undefined);
    await workspace.sendText(LONG, { threadId: 'MadeUp1' });
    expect(joined(workspace.posts())).toBe(LONG);
    expect(workspace.posts().every((post) => !('threadId' in post) && !('alsoInRoom' in post))).toBe(true);
    const asked = workspace.commands.filter((command) => command.command === 'post' && command.threadId);
    expect(asked).toHaveLength(1);
  });
});

test('people read a failure that OpenClaw sends by itself in plain words, with a reference that stands in the log', async () => {
  const workspace = aWorkspace();
  await workspace.sendPayload({ text: '⚠️ openai/gpt request failed (rate limited, HTTP 429).', isError: true });
  const [post] = workspace.posts();
  const [, ref] = /^I'm getting too many requests right now \(ref ([0-9a-f]{6})\)\./.exec(post?.text ?? '') ?? [];
  expect(ref).toBeDefined();
  expect(workspace.reports).toEqual([`ref ${ref}: ⚠️ openai/gpt request failed (rate limited, HTTP 429).`]);
});

test('a wrong target is refused before anything is asked', async () => {
  const workspace = aWorkspace();
  await expect(workspace.sendText('hi', { to: 'room:somewhere' })).rejects.toThrow('is no target');
  expect(workspace.commands).toEqual([]);
});

test('the account is resolved once for each send, and for each question about its outcome', async () => {
  const { sendText, reconcile } = aWorkspace();
  const { counted: cfg, resolutions } = counting(configOf({}));
  const accountId = 'default';
  await sendText('hello', { cfg, accountId });
  expect(resolutions()).toBe(1);
  await reconcile([{ text: 'hello' }], { cfg, accountId });
  expect(resolutions()).toBe(2);
});
