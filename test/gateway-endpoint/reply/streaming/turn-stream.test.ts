import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveAccount } from '../../../../gateway-endpoint/src/config/account.ts';
import { openTurnStream, type TurnStream } from '../../../../gateway-endpoint/src/reply/streaming/turn-stream.ts';
import { configOf } from '../../services.ts';
import { aPreviewer, aRoom, WRITING } from './a-room.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const FINAL = { kind: 'final' } as const;
const POSTED = { visibleReplySent: true, messageIds: ['anew'] };

/** A turn in a room or thread, and what is posted anew beside its preview. */
function aTurn(streaming: object, thread?: { id: string; alsoInRoom: boolean }) {
  const room = aRoom();
  const previews = aPreviewer(room);
  const wrote: string[] = [];
  const cfg = configOf({ streaming });
  const stream = openTurnStream({
    event: { id: 'message.sent:M1', room: { id: 'Room1' } },
    account: resolveAccount(cfg),
    conversation: { thread },
    cfg,
    previews,
    client: room.client,
    writing: WRITING,
    wrote: (messageId) => void wrote.push(messageId),
  });
  const anew = vi.fn(async () => POSTED);
  return { room, previews, wrote, stream, anew };
}

async function says(stream: TurnStream | undefined, text: string): Promise<void> {
  await stream?.replyOptions.onPartialReply?.({ text });
  await vi.advanceTimersByTimeAsync(1_000);
}

const texts = ({ posts }: ReturnType<typeof aRoom>) => [...posts.values()].map(({ text }) => text);

/** A final, while time passes. */
async function finish({ stream, anew }: ReturnType<typeof aTurn>, text: string) {
  const finished = stream?.finish({ text }, FINAL, anew);
  await vi.advanceTimersByTimeAsync(2_000);
  return finished;
}

describe('where the preview becomes the answer', () => {
  test.each([
    ['one post of text', { text: 'the answer' }, true],
    ['a long text', { text: 'a long line\n'.repeat(900) }, false],
    ['an error', { text: 'it failed', isError: true }, false],
    ['a file', { text: 'see', mediaUrls: ['./a.png'] }, false],
    ['nothing', { text: ' ' }, false],
  ])('%s', async (_what, payload, takes) => {
    const { stream } = aTurn({ notify: 'first' });
    expect(stream?.takes(payload, FINAL)).toBe(false);
    await says(stream, 'half');
    expect([stream?.takes(payload, FINAL), stream?.takes(payload, { kind: 'block' })]).toEqual([takes, false]);
    await stream?.end();
  });

  test('it is one post, and stays after the turn', async () => {
    const turn = aTurn({ notify: 'first' });
    await says(turn.stream, 'half');
    expect(await finish(turn, 'the answer')).toMatchObject({ visibleReplySent: true, messageIds: ['m1'] });
    await turn.stream?.end();
    expect([texts(turn.room), turn.wrote]).toEqual([['the answer'], ['m1']]);
    expect(turn.anew).not.toHaveBeenCalled();
  });

  test('and the app’s answer to that is lost, it is not said twice', async () => {
    const turn = aTurn({ notify: 'first' });
    await says(turn.stream, 'half');
    turn.room.answersAreLost = true;
    expect(await finish(turn, 'the answer')).toMatchObject({ messageIds: ['m1'] });
    await turn.stream?.end();
    expect([texts(turn.room), turn.anew.mock.calls.length]).toEqual([['the answer'], 0]);
  });

  test('and somebody has deleted it, the answer is a new post', async () => {
    const turn = aTurn({ notify: 'first' });
    await says(turn.stream, 'half');
    turn.room.posts.clear();
    expect(await finish(turn, 'the answer')).toMatchObject(POSTED);
    expect(turn.anew).toHaveBeenCalledOnce();
  });

  test('and the workspace is away, the answer is queued and the preview goes later', async () => {
    const turn = aTurn({ notify: 'first' });
    turn.previews.start();
    await says(turn.stream, 'half');
    turn.room.away = true;
    expect(await finish(turn, 'the answer')).toMatchObject(POSTED);
    await turn.stream?.end();
    expect(texts(turn.room)).toEqual(['half']);
    turn.room.away = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(texts(turn.room)).toEqual([]);
    await turn.previews.stop();
  });
});

describe('where the answer is a new post', () => {
  test('the preview goes when the answer is there', async () => {
    const { stream, room } = aTurn({});
    await says(stream, 'half');
    expect(stream?.takes({ text: 'the answer' }, FINAL)).toBe(false);
    await stream?.delivered({ kind: 'block' }, POSTED);
    expect(texts(room)).toEqual(['half']);
    await stream?.delivered(FINAL, POSTED);
    expect(texts(room)).toEqual([]);
  });

  test('the preview goes when the turn is over without an answer', async () => {
    const { stream, room } = aTurn({});
    await says(stream, 'half');
    await stream?.end();
    await says(stream, 'half a word too late');
    expect(texts(room)).toEqual([]);
  });
});

describe('there is no preview', () => {
  test.each([
    ['in a thread, whose replies would be miscounted', {}, { id: 'T1', alsoInRoom: false }],
    ['in mode off', { mode: 'off' }, undefined],
  ])('%s', (_what, streaming, thread) => {
    expect(aTurn(streaming, thread).stream).toBeUndefined();
  });
});

test('in a thread the preview is a usual post', async () => {
  const { stream, room } = aTurn({ notify: 'first' }, { id: 'T1', alsoInRoom: true });
  await says(stream, 'half');
  expect([...room.posts.values()]).toEqual([{ text: 'half', quiet: undefined }]);
  await stream?.end();
});

test.each([
  ['running', false],
  ['failed', true],
])('the line of a tool that is %s says so: %s', async (status, isSaid) => {
  const { stream, room } = aTurn({});
  // A command that waits for an approval is `running` as well.
  const tool = { itemId: 'i1', kind: 'tool', name: 'exec', title: 'Exec', phase: 'update', status };
  await stream?.replyOptions.onItemEvent?.(tool);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts(room).join()).toContain('Exec');
  expect(texts(room).join().includes(status)).toBe(isSaid);
  await stream?.end();
});

test('lines about tools give way to text, and come back with the next message', async () => {
  const { stream, room } = aTurn({});
  const { onItemEvent, onAssistantMessageStart } = stream?.replyOptions ?? {};
  const tool = { itemId: 'i1', kind: 'tool', name: 'exec', title: 'Exec', phase: 'start', status: 'running' };
  await onItemEvent?.(tool);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts(room).join()).toContain('Exec');
  await says(stream, 'It says');
  expect(texts(room)).toEqual(['It says']);
  await onAssistantMessageStart?.();
  await onItemEvent?.({ ...tool, itemId: 'i2' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts(room).join()).toContain('Exec');
  await stream?.end();
});
