import { type CommandAnswer, Refusal } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { happened, once, onceWrittenAhead } from '../../../rc-app/src/commands/ledger.ts';
import { type OpenRow, open } from '../../../rc-app/src/commands/ledger-rows.ts';
import { traceOfFile, traceOfText } from '../../../rc-app/src/commands/trace.ts';
import type { Commanded, Workspace } from '../../../rc-app/src/workspace/workspace.ts';
import { persisting } from '../persisting.ts';
import { BOT } from '../server-objects.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const SECOND = 1_000;
const app = { memory: { bot: { get: async () => BOT } } } as unknown as Commanded;
const here = traceOfText({ roomId: 'R', text: 'hello' });

interface Past {
  readonly id?: string;
  readonly at?: number;
  readonly text?: string;
  readonly by?: string;
  readonly threadId?: string;
  readonly file?: string;
  readonly isQuiet?: boolean;
}

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** A server with these messages in its room, newest first, and with the rows of nobody. */
function aServer(past: Past[] = []) {
  const { persistence, reader, all } = persisting();
  const messages = past.map(({ id = 'M1', at = NOW, text = 'hello', by = BOT.id, threadId, file, isQuiet }) => ({
    id,
    text,
    threadId,
    createdAt: new Date(at),
    sender: { _id: by, username: 'x', name: 'x' },
    ...(file && { file: { _id: 'F', name: file } }),
    ...(isQuiet && { editedAt: new Date(at - 120_000) }),
  }));
  const read = {
    getPersistenceReader: () => reader,
    getMessageReader: () => ({ getById: async () => undefined }),
    getRoomReader: () => ({
      getMessages: async (_: string, { skip = 0, limit = 100 }) => messages.slice(skip, skip + limit),
    }),
  };
  return { workspace: { read, persistence } as unknown as Workspace, messages, rows: all };
}

const posting = (messageId = 'NEW') => vi.fn(async (): Promise<CommandAnswer> => ({ ok: true, result: { messageId } }));
const ahead = (key: string, workspace: Workspace, act: () => Promise<CommandAnswer>, trace = here) =>
  onceWrittenAhead(key, trace, workspace, app, act);

describe('once', () => {
  test('a repeat gets the first answer, together and afterwards', async () => {
    const { workspace } = aServer();
    const act = posting();
    const together = await Promise.all([1, 2, 3].map(() => once('k', workspace, act)));
    expect([...together, await once('k', workspace, act)]).toEqual(Array(4).fill(await act()));
    expect(act).toHaveBeenCalledTimes(2); // the second is the line above
  });

  test('a refusal is not kept', async () => {
    const { workspace, rows } = aServer();
    const refuse = async () => Promise.reject(new Refusal('room-not-found', 'gone'));
    await expect(once('k', workspace, refuse)).rejects.toThrow('gone');
    await expect(ahead('k', workspace, refuse)).rejects.toThrow('gone');
    expect(rows()).toEqual([]);
  });

  test('a command that has had its effect is answered, although it cannot be written down', async () => {
    const { workspace } = aServer();
    workspace.persistence.createWithAssociations = async () => Promise.reject(new Error('the disk is full'));
    await expect(once('k', workspace, posting())).resolves.toMatchObject({ ok: true });
  });

  test('a command that cannot be written ahead does not happen', async () => {
    const { workspace } = aServer();
    const act = posting();
    workspace.persistence.createWithAssociations = async () => Promise.reject(new Error('the disk is full'));
    await expect(ahead('k', workspace, act)).rejects.toThrow('the disk is full');
    expect(act).not.toHaveBeenCalled();
  });
});

describe('after a crash between the open row and the record', () => {
  const far = { at: NOW - 60_000, id: 'old', text: 'long ago' };
  const crowd = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `c${i}`, by: 'U', at: NOW + 1 }));

  test.each<[string, Past[], string]>([
    ['the post is there', [{}], 'yes'],
    ['the post is there, among others', [{ id: 'x', by: 'U' }, {}, far], 'yes'],
    ['the post is there, without the blanks', [{ text: ' hello\n' }], 'yes'],
    ['the post is on the third page', [...crowd(250), {}], 'yes'],
    ['nothing is there', [], 'no'],
    ['somebody else said the same', [{ by: 'U' }], 'no'],
    ['the bot said the same before', [{ at: NOW - 3 * SECOND }], 'no'],
    ['the bot said the same in a thread', [{ threadId: 'T' }], 'no'],
    ['the bot posted a file', [{ file: 'hello' }], 'no'],
    ['a preview says the same', [{ isQuiet: true }], 'no'],
    ['a preview says the same, and so does the post', [{ isQuiet: true, id: 'P' }, {}], 'yes'],
    ['the bot said something else', [{ text: 'h*llo' }], 'unknown'],
    ['too much was said since', crowd(600), 'unknown'],
  ])('%s: %s', async (_, past, expected) => {
    const { workspace } = aServer(past);
    await open('k', here, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    const act = posting();
    const answer = ahead('k', workspace, act);
    if (expected === 'unknown') await expect(answer).rejects.toMatchObject({ code: 'outcome-unknown' });
    else expect(await answer).toEqual({ ok: true, result: { messageId: expected === 'yes' ? 'M1' : 'NEW' } });
    expect(act).toHaveBeenCalledTimes(expected === 'no' ? 1 : 0);
    const told = await happened('k', workspace, app);
    expect(told.happened).toBe(expected === 'no' ? 'yes' : expected);
  });

  test('a text that another key was about to post is not taken for the text of this one', async () => {
    const { workspace } = aServer([{ text: 'the other' }]);
    await open('k', here, workspace);
    await open('other', traceOfText({ roomId: 'R', text: 'the other' }), workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    expect(await ahead('k', workspace, posting())).toEqual({ ok: true, result: { messageId: 'NEW' } });
    expect(await happened('other', workspace, app)).toEqual({ happened: 'yes', messageId: 'M1' });
  });

  test('a preview is not mistaken for the answer that has its words, nor the answer for the preview', async () => {
    const { workspace } = aServer([{ id: 'answer' }, { id: 'preview', isQuiet: true }]);
    const quietly = traceOfText({ roomId: 'R', text: 'hello', quiet: true });
    await open('of-preview', quietly, workspace);
    await open('of-answer', here, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    expect(await happened('of-preview', workspace, app)).toEqual({ happened: 'yes', messageId: 'preview' });
    expect(await happened('of-answer', workspace, app)).toEqual({ happened: 'yes', messageId: 'answer' });
  });

  test('a file is recognised by its name', async () => {
    const { workspace } = aServer([{ file: 'a.pdf' }]);
    const trace = traceOfFile({ roomId: 'R', name: 'a.pdf' });
    await open('k', trace, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    expect(await ahead('k', workspace, posting(), trace)).toEqual({ ok: true, result: { messageId: 'M1' } });
  });

  test('a file with another name is another file', async () => {
    const { workspace } = aServer([{ file: 'b.pdf' }]);
    const trace = traceOfFile({ roomId: 'R', name: 'a.pdf' });
    await open('k', trace, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    expect(await ahead('k', workspace, posting(), trace)).toEqual({ ok: true, result: { messageId: 'NEW' } });
  });

  test('a post in a thread is recognised there, and a command that leaves no trace never', async () => {
    const inThread = traceOfText({ roomId: 'R', threadId: 'T', text: 'hello' });
    const { workspace } = aServer([{ threadId: 'T' }]);
    await open('k', inThread, workspace);
    await open('whisper', undefined, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    expect(await happened('k', workspace, app)).toEqual({ happened: 'yes', messageId: 'M1' });
    expect(await happened('whisper', workspace, app)).toEqual({ happened: 'unknown' });
  });

  test('one message answers for one key', async () => {
    const { workspace } = aServer([{}]);
    for (const key of ['a', 'b']) await open(key, here, workspace);
    vi.setSystemTime(NOW + 10 * SECOND);
    const answers = [await ahead('a', workspace, posting()), await ahead('b', workspace, posting())];
    expect(answers).toMatchObject([{ result: { messageId: 'M1' } }, { result: { messageId: 'NEW' } }]);
  });

  test('a server that is still storing the post has some seconds for it', async () => {
    const { workspace, messages } = aServer();
    await open('k', here, workspace);
    const act = posting();
    const answer = ahead('k', workspace, act);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    messages.push(...aServer([{ id: 'LATE', at: NOW + SECOND }]).messages);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(await answer).toEqual({ ok: true, result: { messageId: 'LATE' } });
    expect(act).not.toHaveBeenCalled();
  });
});

describe('[L8] two servers that open a row for one key at the same moment', () => {
  interface Rival {
    /** Milliseconds after the row of this server. */
    readonly later: number;
    readonly by: string;
  }

  /** Another server's row comes before anybody has read the rows of this one; `answer` is written a second later. */
  function withRival({ later, by }: Rival, answer?: CommandAnswer) {
    const server = aServer();
    const { persistence } = server.workspace;
    const create = persistence.createWithAssociations;
    persistence.createWithAssociations = async (row, about) => {
      persistence.createWithAssociations = create;
      const { openedAt } = row as OpenRow;
      await create({ key: 'k', trace: here, openedAt: openedAt + later, by }, about);
      if (answer) setTimeout(() => void create({ key: 'k', answer }, about), SECOND);
      return create(row, about);
    };
    return server;
  }

  async function told(rival: Rival, answer?: CommandAnswer) {
    const act = posting();
    const { workspace, rows } = withRival(rival, answer);
    const ending = ahead('k', workspace, act).then(
      (given) => (given.ok ? given.result : given),
      (error: Refusal) => error.code,
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    return { ending: await ending, acted: act.mock.calls.length };
  }

  // The id of a row of ours is a UUID.
  test.each([
    ['first', { later: 1, by: '' }],
    ['first by its id, of two at the same time,', { later: 0, by: 'z' }],
  ])('the one that is %s goes on', async (_, rival) => {
    expect(await told(rival)).toEqual({ ending: { messageId: 'NEW' }, acted: 1 });
  });

  test.each([
    ['second', { later: -1, by: 'z' }],
    ['second by its id, of two at the same time,', { later: 0, by: '' }],
  ])('the one that is %s does nothing', async (_, rival) => {
    expect(await told(rival)).toEqual({ ending: 'outcome-unknown', acted: 0 });
  });

  test.each([
    ['first', 1],
    ['second', -1],
  ])('the one that is %s gives the answer of the other, where that comes in time', async (_, later) => {
    const answer = { ok: true as const, result: { messageId: 'THEIRS' } };
    expect(await told({ later, by: 'z' }, answer)).toEqual({ ending: answer.result, acted: 0 });
  });

  test('of several rows that a crash has left the first one counts', async () => {
    const { workspace } = aServer([{ id: 'M1', at: NOW }]);
    for (const at of [NOW + 5 * SECOND, NOW, NOW + 6 * SECOND]) {
      vi.setSystemTime(at);
      await open('k', here, workspace);
    }
    vi.setSystemTime(NOW + 20 * SECOND);
    expect(await happened('k', workspace, app)).toEqual({ happened: 'yes', messageId: 'M1' });
  });
});

describe('an error of the server’s', () => {
  const failing = async () => Promise.reject(new Error('a hook fell over'));

  test('that came after the message was stored is no failure', async () => {
    const { workspace } = aServer([{}]);
    expect(await ahead('k', workspace, failing)).toEqual({ ok: true, result: { messageId: 'M1' } });
  });

  test('that may have come after it leaves the question open', async () => {
    const { workspace } = aServer([{ text: 'h*llo' }]);
    await expect(ahead('k', workspace, failing)).rejects.toMatchObject({
      code: 'outcome-unknown',
      detail: expect.stringContaining('a hook fell over'),
    });
    expect(await happened('k', workspace, app)).toEqual({ happened: 'unknown' });
  });

  test('that we cannot judge ourselves is kept for the next to ask', async () => {
    const { workspace, rows } = aServer();
    const lost = async () => Promise.reject(new Refusal('outcome-unknown', 'the message is not in the room'));
    await expect(ahead('k', workspace, lost)).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(rows()).toHaveLength(1);
  });

  test('that came before leaves nothing, so that it may be tried again', async () => {
    const { workspace, rows } = aServer();
    await expect(ahead('k', workspace, failing)).rejects.toThrow('a hook fell over');
    expect(rows()).toEqual([]);
    expect(await happened('k', workspace, app)).toEqual({ happened: 'no' });
  });
});

test('rows are removed after a week, and not before', async () => {
  const { workspace, rows } = aServer();
  const day = 24 * 3_600 * SECOND;
  await once('first', workspace, posting());
  vi.setSystemTime(NOW + 7 * day);
  await once('second', workspace, posting());
  expect(rows()).toHaveLength(2);
  vi.setSystemTime(NOW + 8 * day);
  await once('third', workspace, posting());
  expect(rows().map(({ data }) => (data as { key: string }).key)).toEqual(['second', 'third']);
});

test('rows are removed also after the clock was set back', async () => {
  const { workspace, rows } = aServer();
  const day = 24 * 3_600 * SECOND;
  vi.setSystemTime(NOW + 100 * day);
  await once('in the future', workspace, posting());
  vi.setSystemTime(NOW);
  await once('first', workspace, posting());
  vi.setSystemTime(NOW + 8 * day);
  await once('second', workspace, posting());
  expect(rows().map(({ data }) => (data as { key: string }).key)).toEqual(['in the future', 'second']);
});

test('a question about the outcome of a command waits while the command is being carried out', async () => {
  const { workspace } = aServer();
  const slow = vi.fn(async (): Promise<CommandAnswer> => {
    await new Promise((goOn) => setTimeout(goOn, 5 * SECOND));
    return { ok: true, result: { messageId: 'SLOW' } };
  });
  const answer = ahead('k', workspace, slow);
  const told = happened('k', workspace, app);
  await vi.waitFor(() => expect(slow).toHaveBeenCalled());
  await vi.advanceTimersByTimeAsync(6 * SECOND);
  expect(await told).toEqual({ happened: 'yes', messageId: 'SLOW' });
  await answer;
});
