// Long: answers are streamed slowly, so that there is a preview to see, and each is waited for.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Speech } from '../../testbed/gateway/model.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, roomsWithBot } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { part } from './part.ts';
import { comesToStand, type Watched, watch } from './watched.ts';

const ACCOUNT = 'streaming';
const ANSWER = Array.from({ length: 30 }, (_, n) => `Point ${n} is made in a sentence.`).join('\n\n');
const SLOWLY: Speech = { text: ANSWER, pieces: 30, pauseMs: 100 };

/** Answers of the model that OpenClaw does not retry. */
const REFUSED = Array.from({ length: 20 }, () => ({ status: 400 }));

let workspace: Workspace;
let config: Awaited<ReturnType<typeof openLiveConfig>>;
let rooms: string[];
const watches: Watched[] = [];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', ACCOUNT);
  config = await openLiveConfig();
  rooms = await roomsWithBot(workspace, 20);
});
afterAll(async () => {
  for (const watched of watches) watched.end();
  await config?.restore();
  await workspace?.stop();
});

const streamAs = (streaming: object) =>
  config.change(({ accounts }) =>
    Object.assign(accounts[ACCOUNT] ?? {}, { streaming: { editIntervalMs: 250, ...streaming } }),
  );

/** Asks in a room of its own. */
async function ask(words: string, threadId?: string) {
  const roomId = threadId ? (workspace.store.messages.get(threadId)?.rid ?? '') : (rooms.pop() ?? '');
  const watched = watch(workspace, roomId);
  watches.push(watched);
  await workspace.client('bob').say(roomId, `@${BOT} ${words}`, threadId ? { threadId } : {});
  return { roomId, watched };
}

const previewsOf = ({ texts }: Watched) => [...texts.values()].filter((versions) => versions.length > 1);

/** Is each version of a post the beginning of the answer? */
const grows = (versions: readonly string[]) => versions.every((text) => ANSWER.startsWith(text.trimEnd()));

describe('people see an answer while it is written', () => {
  test('partial: its text grows in one post that notifies nobody, and gives way to the answer, which does', async () => {
    await streamAs({ mode: 'partial' });
    const { watched } = await ask(await part(SLOWLY));
    await comesToStand(watched, [ANSWER]);
    const [preview = [], ...others] = previewsOf(watched);
    expect(others).toEqual([]);
    expect(preview.length).toBeGreaterThan(3);
    expect(grows(preview)).toBe(true);
    expect(new Set(watched.notifications)).toEqual(new Set([ANSWER]));
  });

  test('partial is the mode where none is set', async () => {
    await config.change(({ accounts }) => void delete accounts[ACCOUNT]?.['streaming']);
    const { watched } = await ask(await part({ ...SLOWLY, pauseMs: 150 }));
    await comesToStand(watched, [ANSWER]);
    expect(previewsOf(watched)).toHaveLength(1);
    expect(new Set(watched.notifications)).toEqual(new Set([ANSWER]));
  });

  test('block: it grows by whole paragraphs', async () => {
    await streamAs({ mode: 'block', preview: { chunk: { minChars: 100, maxChars: 400 } } });
    const { watched } = await ask(await part(SLOWLY));
    await comesToStand(watched, [ANSWER]);
    const [preview = []] = previewsOf(watched);
    expect(preview.length).toBeGreaterThan(1);
    expect(preview.filter((text) => !text.endsWith('.'))).toEqual([]);
    expect(grows(preview)).toBe(true);
  });

  test('progress: the steps of the agent, and never a part of the answer', async () => {
    await streamAs({ mode: 'progress', progress: { toolProgress: true, label: 'At work' } });
    const calls = [{ tool: 'exec', arguments: { command: 'sleep 7' } }];
    const { watched } = await ask(await part({ calls }, SLOWLY));
    await comesToStand(watched, [ANSWER]);
    const shown = [...watched.texts.values()].flat().filter((text) => text !== ANSWER);
    expect(shown.join('\n')).toContain('At work');
    expect(shown.join('\n')).toMatch(/exec/i);
    expect(shown.join('\n')).not.toContain('Point 0');
  });

  test('off: nothing but that the bot is typing', async () => {
    await streamAs({ mode: 'off' });
    const { watched } = await ask(await part(SLOWLY));
    await comesToStand(watched, [ANSWER]);
    expect([...watched.texts.values()]).toEqual([[ANSWER]]);
    expect(watched.typing[0]).toBe(true);
  });

  test('blockStreaming: the answer comes as several posts', async () => {
    await streamAs({ block: { enabled: true, coalesce: { minChars: 200, maxChars: 400, idleMs: 100 } } });
    // OpenClaw makes no block of less than 800 characters.
    const long = Array.from({ length: 5 }, () => ANSWER).join('\n\n');
    const { watched } = await ask(await part({ text: long, pieces: 50, pauseMs: 100 }));
    await vi.waitFor(() => expect(watched.standing().join('\n\n')).toBe(long), { timeout: 60_000 });
    expect(watched.standing().length).toBeGreaterThan(2);
    expect(previewsOf(watched)).toEqual([]);
  });

  test('notify first: the preview is a usual post, and becomes the answer', async () => {
    await streamAs({ notify: 'first' });
    const { watched } = await ask(await part(SLOWLY));
    await comesToStand(watched, [ANSWER]);
    const [versions = [], ...others] = [...watched.texts.values()];
    expect(others).toEqual([]);
    expect(versions.at(-1)).toBe(ANSWER);
    expect(new Set(watched.notifications)).toEqual(new Set([versions[0]]));
  });

  test('in a thread: typing only, for a quiet post would upset the count of its replies', async () => {
    await streamAs({});
    const { _id: threadId } = await workspace.client('bob').say(rooms.pop() ?? '', 'a thread');
    const { watched } = await ask(await part(SLOWLY), threadId);
    await comesToStand(watched, [ANSWER]);
    expect(previewsOf(watched)).toEqual([]);
    expect(workspace.store.messages.get(threadId)?.tcount).toBe(2);
    expect(new Set(watched.notifications)).toEqual(new Set([ANSWER]));
  });
});

describe.each(['final', 'first'] as const)('where people are notified of the %s post', (notify) => {
  beforeAll(() => streamAs({ notify }));

  test.concurrent('a long answer takes the place of its preview', async () => {
    const long = Array.from({ length: 120 }, (_, n) => `${n}. ${'a point worth making '.repeat(4)}`.trim()).join(
      '\n\n',
    );
    const { watched } = await ask(await part({ text: long, pieces: 20, pauseMs: 100 }));
    await vi.waitFor(() => expect(watched.standing().join('\n')).toContain('119. a point'), { timeout: 60_000 });
    await vi.waitFor(
      () => expect(watched.standing().join('\n\n').replace(/\s+/g, ' ')).toBe(long.replace(/\s+/g, ' ')),
      {
        timeout: 30_000,
      },
    );
    expect(watched.standing().length).toBeGreaterThan(1);
    expect(watched.standing().every((text) => text.length <= 4_000)).toBe(true);
  });

  test.concurrent('a preview that somebody deletes does not cost the answer', async () => {
    const { watched, roomId } = await ask(await part({ ...SLOWLY, pauseMs: 200 }));
    await vi.waitFor(() => expect(watched.texts.size).toBe(1), { timeout: 30_000, interval: 10 });
    const [previewId = ''] = watched.texts.keys();
    await workspace.client('bob').invite(roomId, 'alice');
    await workspace.client('alice').delete(previewId);
    await comesToStand(watched, [ANSWER]);
    expect(watched.texts.size).toBe(2);
  });

  test.concurrent('a model that breaks off leaves no half answer', async () => {
    const { watched } = await ask(await part({ ...SLOWLY, breaks: true }, ...REFUSED));
    await vi.waitFor(() => expect(watched.texts.size).toBeGreaterThan(0), { timeout: 30_000 });
    await vi.waitFor(() => expect([watched.typing.at(-1), watched.standing().length]).toEqual([false, 1]), {
      timeout: 100_000,
    });
    expect(watched.standing()[0]).not.toContain('Point');
  }, 150_000);
});
