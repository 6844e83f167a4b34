import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { lookAgain } from '../../../gateway-endpoint/src/turn/look-again.ts';
import { aMessage, anEdit, aPast, EDITOR } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aClient } from '../services.ts';

const CLAIM = {
  abortSignal: new AbortController().signal,
  stepAside: () => undefined,
  isFromBefore: true,
} as unknown as Claim;

const refusal = (code: 'thread-not-in-room' | 'unreachable') =>
  new AppCallError({ code, happened: 'no', retryable: false, message: code });
const question = (more = {}) => aMessage({ at: 1_000, ...more });
const edited = (more = {}) => {
  const { message, actor } = anEdit({ at: 1_000, text: '@openclaw B', ...more });
  return { message, actor };
};

/** Looks again, where the workspace answers this about its thread. */
async function look(
  event: ReturnType<typeof question> | ReturnType<typeof anEdit>,
  told: unknown[] | Error,
  claim = CLAIM,
) {
  const asked: unknown[] = [];
  const how: { attempts?: number; signal?: AbortSignal | undefined }[] = [];
  const warnings: string[] = [];
  const client = aClient((command, options) => {
    asked.push(command);
    how.push(options ?? {});
    if (told instanceof Error) throw told;
    return { messages: told };
  });
  const services = {
    client,
    newId: () => 'id',
    log: { info: () => undefined, warn: (line: string) => void warnings.push(line) },
  };
  const { event: now, takenBack } = await lookAgain({ event, bot: BOT }, claim, services);
  const text = now.type === 'message.sent' ? now.message.text : now.type;
  return { says: takenBack ? 'taken back' : text, asked, how, warnings, now };
}

describe('[F4] a message that waited while no gateway ran', () => {
  const [{ message, actor }] = [question()];
  const inThread = question({ threadId: 'T1' });
  test.each<[string, ReturnType<typeof question>, unknown[] | Error, string]>([
    ['as it was', question(), [{ message, actor }], '@openclaw hello'],
    ['corrected', question(), [edited()], '@openclaw B'],
    ['deleted', question(), refusal('thread-not-in-room'), 'taken back'],
    ['corrected in a thread', inThread, [aPast('T1', 1), edited({ threadId: 'T1' })], '@openclaw B'],
    ['deleted from a thread', inThread, [aPast('T1', 1)], 'taken back'],
    ['in a thread that is gone', inThread, refusal('thread-not-in-room'), '@openclaw hello'],
    ['in a workspace that is away', question(), refusal('unreachable'), '@openclaw hello'],
    ['of which the app answers nothing', question(), [], '@openclaw hello'],
  ])('%s', async (_name, event, told, says) => {
    expect((await look(event, told)).says).toBe(says);
  });

  test('[S17] edited by somebody else holds no words of its author’s', async () => {
    const { now } = await look(question(), [edited({ editedBy: EDITOR })]);
    expect(now).toMatchObject({ type: 'message.sent', message: { text: '', editedBy: EDITOR } });
  });

  test('is asked for once, as a thread of fifty messages at most', async () => {
    const { asked } = await look(inThread, []);
    const of = { v: 1, command: 'thread', key: 'read.id', roomId: 'Room1' };
    expect(asked).toEqual([{ ...of, threadId: 'T1', limit: 50 }]);
    expect((await look(question(), [])).asked).toEqual([{ ...of, threadId: 'M1', limit: 50 }]);
  });

  test('is not taken for deleted where the thread may be longer than the answer', async () => {
    const others = Array.from({ length: 49 }, (_, n) => aPast(`other-${n}`, n));
    expect((await look(inThread, [aPast('T1', 1), ...others])).says).toBe('@openclaw hello');
    expect((await look(inThread, [aPast('T1', 1), ...others.slice(1)])).says).toBe('taken back');
    expect((await look(inThread, others.slice(1))).says).toBe('@openclaw hello');
  });

  test('one that was taken back, or is no message, is not asked about', async () => {
    const asked: unknown[] = [];
    const client = aClient((command) => void asked.push(command));
    const services = { client, newId: () => 'id', log: { info: () => undefined, warn: () => undefined } };
    const { room, at } = question();
    const joined = { type: 'room.joined', id: 'j', at, room, actor } as const;
    for (const item of [
      { event: question(), bot: BOT, takenBack: true as const },
      { event: joined, bot: BOT },
    ]) {
      expect(await lookAgain(item, CLAIM, services)).toBe(item);
    }
    expect(asked).toEqual([]);
  });

  test('and is an edit is asked about as well', async () => {
    const { asked } = await look(anEdit({ at: 1_000 }), []);
    expect(asked).toMatchObject([{ command: 'thread', threadId: 'M1' }]);
  });

  test('is asked about once, and for no longer than the account runs', async () => {
    const stop = new AbortController();
    const { how } = await look(question(), [], { ...CLAIM, abortSignal: stop.signal });
    expect(how).toMatchObject([{ attempts: 1, signal: { aborted: false } }]);
    stop.abort();
    expect(how[0]?.signal?.aborted).toBe(true);
  });

  test('of which nobody says how it stands is a line of the log, and one that was deleted is none', async () => {
    const { warnings } = await look(question(), refusal('unreachable'));
    expect(warnings).toEqual([
      expect.stringMatching(/^event message\.sent:M1 is handled as it waited, .*unreachable$/),
    ]);
    expect((await look(question(), refusal('thread-not-in-room'))).warnings).toEqual([]);
  });

  test('one that this process took itself is not asked about', async () => {
    const { asked } = await look(question(), [], { ...CLAIM, isFromBefore: false });
    expect(asked).toEqual([]);
  });
});
