import type { Command, CommandOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError, type AppClient } from '../../../gateway-endpoint/src/app-client/client.ts';
import { keyFor } from '../../../gateway-endpoint/src/app-client/key.ts';
import { Unsendable } from '../../../gateway-endpoint/src/files/unsendable.ts';
import type { Uploads } from '../../../gateway-endpoint/src/files/upload.ts';
import { openTyping } from '../../../gateway-endpoint/src/reply/typing.ts';
import type { Writing } from '../../../gateway-endpoint/src/text/text.ts';
import { aSender } from './a-sender.ts';

/** A workspace that notes what it is asked; `failAt` names the n-th post that fails. */
function aWorkspace({
  failAt = 0,
  happened = 'no' as 'no' | 'unknown',
  code = 'unreachable' as AppCallError['code'],
} = {}) {
  const commands: Command[] = [];
  let posts = 0;
  const client = {
    async call(command: Command) {
      commands.push(command);
      if (command.command === 'openDirect') return { room: { id: 'Dm1', type: 'direct', name: '' } };
      if (command.command !== 'post') return {};
      if (++posts === failAt) {
        throw new AppCallError({ code, happened, retryable: true, message: 'no answer' });
      }
      return { messageId: `m${posts}` };
    },
  } as AppClient;
  const told = () => commands.filter((command): command is CommandOf<'post'> => command.command === 'post');
  return { client, commands, posts: told };
}

const keyOf = { event: 'message.sent:M1', purpose: 'answer-0' };
const room = { roomId: 'Room1' };
const writing = (limit: number): Writing => ({ limit, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' });

describe('a text', () => {
  test('goes to its room and thread under a key of the event', async () => {
    const { client, posts } = aWorkspace();
    await aSender(client, writing(4_000)).send({ to: room, threadId: 'Root1', text: 'hi', keyOf });
    expect(posts()).toEqual([
      { v: 1, command: 'post', key: keyFor(keyOf, 0), roomId: 'Room1', threadId: 'Root1', text: 'hi' },
    ]);
  });

  test('that is too long becomes several posts with several keys, nothing lost', async () => {
    const { client, posts } = aWorkspace();
    const text = Array.from({ length: 60 }, (_, line) => `line ${line} of a long answer`).join('\n');
    const sent = await aSender(client, writing(300)).send({ to: room, text, keyOf });
    expect(sent.messageIds).toHaveLength(posts().length);
    expect(posts().every((post) => post.text.length <= 300)).toBe(true);
    expect(new Set(posts().map((post) => post.key)).size).toBe(posts().length);
    expect(
      posts()
        .map((post) => post.text)
        .join('\n'),
    ).toBe(text);
  });

  test('of nothing is not posted', async () => {
    const { client, commands } = aWorkspace();
    expect((await aSender(client, writing(300)).send({ to: room, text: ' \n', keyOf })).messageIds).toEqual([]);
    expect(commands).toEqual([]);
  });

  test('pings the people that the message may ping, and nobody else', async () => {
    const { client, posts } = aWorkspace();
    await aSender(client, writing(300)).send({ to: room, text: '@alice @bob', keyOf, allow: ['alice'] });
    expect(posts()).toMatchObject([{ text: '@alice @\u200bbob' }]);
  });

  test('to a person opens the direct room once', async () => {
    const { client, commands } = aWorkspace();
    const sender = aSender(client, writing(300));
    await sender.send({ to: { userId: 'Alice1' }, text: 'one', keyOf });
    await sender.send({ to: { userId: 'Alice1' }, text: 'two', keyOf });
    expect(commands.map(({ command }) => command)).toEqual(['openDirect', 'post', 'post']);
    expect(commands.at(-1)).toMatchObject({ roomId: 'Dm1' });
  });
});

test('[F18] to a person whose direct room was deleted goes to another one the next time', async () => {
  const { client, commands } = aWorkspace({ failAt: 1, code: 'room-not-found' });
  const sender = aSender(client, writing(4_000));
  sender.learnDirectRoom('Alice1', 'Deleted');
  const message = { to: { userId: 'Alice1' }, text: 'hi' };
  await expect(sender.send({ ...message, keyOf })).rejects.toThrow();
  await sender.send({ ...message, keyOf: { ...keyOf, purpose: 'again' } });
  expect(commands.map(({ command }) => command)).toEqual(['post', 'openDirect', 'post']);
});

test('to a person whose direct room is known goes there at once', async () => {
  const { client, commands } = aWorkspace();
  const sender = aSender(client, writing(300));
  sender.learnDirectRoom('Alice1', 'DmOfAlice');
  await sender.send({ to: { userId: 'Alice1' }, text: 'hi', keyOf });
  expect(commands).toMatchObject([{ command: 'post', roomId: 'DmOfAlice' }]);
});

describe('[L8] in a thread', () => {
  const message = { to: room, threadId: 'Root1', alsoInRoom: true, keyOf };
  const post = { v: 1, command: 'post', roomId: 'Room1' };
  const inThread = { ...post, threadId: 'Root1', alsoInRoom: true };

  function noting(more: Parameters<typeof aWorkspace>[0] = {}) {
    const { client, posts } = aWorkspace(more);
    const wrote: [messageId: string, threadId: string | undefined][] = [];
    const sender = aSender(client, writing(300), { wrote: (...each) => void wrote.push(each) });
    return { sender, posts, wrote };
  }

  test('a message is remembered as one of the thread', async () => {
    const { sender, posts, wrote } = noting();
    await sender.send({ ...message, text: 'hi' });
    expect(posts()).toEqual([{ ...inThread, key: keyFor(keyOf, 0), text: 'hi' }]);
    expect(wrote).toEqual([['m1', 'Root1']]);
  });

  test('that is gone, a message goes to the same room, under the same key, and is remembered as one of no thread', async () => {
    const { sender, posts, wrote } = noting({ failAt: 1, code: 'thread-not-in-room' });
    const sent = await sender.send({ ...message, text: 'word '.repeat(80) });
    expect(posts().map(({ text: _text, ...where }) => where)).toEqual([
      { ...inThread, key: keyFor(keyOf, 0) },
      { ...post, key: keyFor(keyOf, 0) },
      { ...post, key: keyFor(keyOf, 1) },
    ]);
    expect(wrote).toEqual([
      ['m2', undefined],
      ['m3', undefined],
    ]);
    expect(sent).toEqual({ roomId: 'Room1', messageIds: ['m2', 'm3'] });
  });

  test.each([
    ['any other refusal', { failAt: 1, code: 'room-not-found' }, message],
    ['a message that names no thread', { failAt: 1, code: 'thread-not-in-room' }, { to: room, keyOf }],
  ] as const)('but %s stays a refusal', async (_what, more, where) => {
    const { sender, posts, wrote } = noting(more);
    await expect(sender.send({ ...where, text: 'hi' })).rejects.toThrow('no answer');
    expect([posts().length, wrote]).toEqual([1, []]);
  });
});

describe('files', () => {
  /** Sends them, except those called so. */
  function someUploads(refused: readonly string[] = []) {
    const { client, posts } = aWorkspace();
    const sent: object[] = [];
    const uploads: Uploads = {
      maxBytes: () => 1024 ** 2,
      async upload(source, { access: _access, answers: _answers, signal: _signal, ...how }) {
        if (refused.includes(source)) throw new Unsendable('too-large', source);
        sent.push({ source, ...how });
        return `f${sent.length}`;
      },
    };
    const wrote: string[] = [];
    const sender = aSender(client, writing(200), {
      wrote: (id) => void wrote.push(id),
      controls: { issue: () => [{ type: 'divider' }], posted: () => undefined },
      uploads,
    });
    return { sender, sent, posts, wrote };
  }
  const key = (index: number) => `${keyFor(keyOf, index)}.file`;

  test('[F31] are sent in order, after the text, which people are notified of', async () => {
    const { sender, sent, posts, wrote } = someUploads();
    const message = { to: room, threadId: 'Root1', alsoInRoom: true, text: 'see @all', media: ['a', 'b'], keyOf };
    expect((await sender.send(message)).messageIds).toEqual(['m1', 'f1', 'f2']);
    expect(posts()).toMatchObject([{ key: keyFor(keyOf, 0), threadId: 'Root1', text: 'see @\u200ball' }]);
    expect(sent).toEqual([
      { source: 'a', key: key(0), roomId: 'Room1', threadId: 'Root1' },
      { source: 'b', key: key(1), roomId: 'Room1', threadId: 'Root1' },
    ]);
    expect(wrote).toEqual(['m1', 'f1', 'f2']);
  });

  test('come after a text that takes several posts, or has buttons', async () => {
    const { sender, sent, posts } = someUploads();
    await sender.send({ to: room, text: 'word '.repeat(60), media: ['a'], keyOf });
    expect([posts().length, sent]).toEqual([2, [{ source: 'a', key: key(0), roomId: 'Room1' }]]);
    const blocks = [{ type: 'divider' as const }];
    await sender.send({ to: room, text: 'choose', card: { parts: [{ kind: 'divider' }] }, media: ['b'], keyOf });
    expect(posts().at(-1)).toMatchObject({ text: 'choose', blocks });
    expect(sent.at(-1)).not.toHaveProperty('text');
  });

  test('that cannot be sent keep back neither the text nor the others', async () => {
    const { sender, sent, posts } = someUploads(['a']);
    await sender.send({ to: room, text: 'see', media: ['a', 'b'], keyOf });
    expect(sent).toEqual([{ source: 'b', key: key(1), roomId: 'Room1' }]);
    expect(posts()).toMatchObject([
      { key: keyFor(keyOf, 0), text: 'see' },
      { key: `${keyFor(keyOf, 0)}.rest`, text: "I couldn't send the file `a`: it is larger than 1 MB." },
    ]);
  });

  test('none of which can be sent leave the text', async () => {
    const { sender, posts } = someUploads(['a', 'to @all `x` *b*']);
    await sender.send({ to: room, text: 'see', media: ['a', 'to @all `x` *b*'], keyOf });
    expect(posts().map(({ text }) => text.split('\n\n'))).toEqual([
      ['see'],
      [
        "I couldn't send the file `a`: it is larger than 1 MB.",
        "I couldn't send the file `to @\u200ball x *b*`: it is larger than 1 MB.",
      ],
    ]);
  });
});

describe('a failure', () => {
  test('that proves nothing was posted may be repeated by OpenClaw', async () => {
    const sending = aSender(aWorkspace({ failAt: 1 }).client, writing(300)).send({ to: room, text: 'hi', keyOf });
    await expect(sending).rejects.toMatchObject({ code: 'OPENCLAW_PLATFORM_MESSAGE_NOT_DISPATCHED', retryable: true });
  });

  test.each([
    ['not-found', true],
    ['unauthorized', true],
    ['not-ready', false],
    ['room-not-found', false],
  ] as const)('%s, which is not tried again at once: later it may be, %s', async (code, retryable) => {
    const call = async () => {
      throw new AppCallError({ code, happened: 'no', retryable: false, message: code });
    };
    const sending = aSender({ call }, writing(300)).send({ to: room, text: 'hi', keyOf });
    await expect(sending).rejects.toMatchObject({ code: 'OPENCLAW_PLATFORM_MESSAGE_NOT_DISPATCHED', retryable });
  });

  test('that proves nothing says so', async () => {
    const { client } = aWorkspace({ failAt: 1, happened: 'unknown' });
    await expect(aSender(client, writing(300)).send({ to: room, text: 'hi', keyOf })).rejects.toBeInstanceOf(
      AppCallError,
    );
  });

  test('after a first piece names what was posted', async () => {
    const sending = aSender(aWorkspace({ failAt: 2 }).client, writing(200)).send({
      to: room,
      text: 'word '.repeat(80),
      keyOf,
    });
    await expect(sending).rejects.toMatchObject({ deliveryResult: { messageIds: ['m1'], visibleReplySent: true } });
  });
});

describe('a key', () => {
  test('is the same for the same thing, and fits however long the id is', () => {
    const long = { event: 'e'.repeat(256), purpose: 'answer-12' };
    expect(keyFor(long, 3)).toBe(keyFor({ ...long }, 3));
    expect(keyFor(long, 3).length).toBeLessThan(200);
  });

  test('differs by event, place in the turn, delivery, part and piece', () => {
    const keys = [
      keyFor(keyOf, 0),
      keyFor(keyOf, 1),
      keyFor({ ...keyOf, purpose: 'answer-1' }, 0),
      keyFor({ ...keyOf, event: 'message.sent:M2' }, 0),
      keyFor({ delivery: 'd', part: 0 }, 0),
      keyFor({ delivery: 'd', part: 1 }, 0),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('typing ends after it began, however slow the beginning is', async () => {
  const said: string[] = [];
  const begun = Promise.withResolvers<void>();
  const client = {
    async call(command: CommandOf<'typing'>) {
      if (command.on) await begun.promise;
      said.push(`${command.key} ${command.on}`);
      return {};
    },
  } as unknown as AppClient;
  let keys = 0;
  const typing = openTyping(client, () => `k${keys++}`)(room);
  const started = typing.start();
  const stopped = typing.stop();
  begun.resolve();
  await Promise.all([started, stopped, typing.stop()]);
  expect(said).toEqual(['k0 true', 'k1 false']);
});

test('buttons that a full disk does not take are posted later, and nothing is posted now', async () => {
  const { client, commands } = aWorkspace();
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  const controls = {
    issue: () => {
      throw full;
    },
    posted: () => undefined,
  };
  const sending = aSender(client, writing(4_000), { controls }).send({
    to: room,
    text: 'So?',
    card: { parts: [] },
    keyOf,
  });
  await expect(sending).rejects.toMatchObject({
    message: 'its buttons cannot be stored: the disk is full',
    retryable: true,
  });
  expect(commands).toEqual([]);
});

describe('a message that answers an event', () => {
  /** A room that was shut meanwhile: only what answers an earlier question may still be posted. */
  function aShutRoom() {
    const answers: (string | undefined)[] = [];
    const call = async (command: Command & { answers?: string }) => {
      answers.push(command.answers);
      if (command.answers) return { messageId: 'm1' };
      const facts = { code: 'may-not-write', happened: 'no', retryable: false, reason: 'paused' } as const;
      throw new AppCallError({ ...facts, message: 'paused' });
    };
    return { sender: aSender({ call } as AppClient, writing(300)), answers };
  }

  test.each([
    ['its key names', { keyOf }, 'message.sent:M1'],
    ['it names itself', { keyOf: { delivery: 'd', part: 0 }, answers: 'E2' }, 'E2'],
    ['it names beside its key', { keyOf, answers: 'E2' }, 'E2'],
  ])('is posted where the room was shut since: %s the event', async (_, named, event) => {
    const { sender, answers } = aShutRoom();
    await sender.send({ to: room, text: 'hi', ...named });
    expect(answers).toEqual([undefined, event]);
  });

  test('is known when it comes from OpenClaw’s queue, once', async () => {
    const { sender, answers } = aShutRoom();
    const queued = { to: room, threadId: 'Root1', text: 'hi' };
    sender.expect(queued, 'E3');
    await sender.send({ ...queued, keyOf: { delivery: 'd1', part: 0 } });
    expect(answers.at(-1)).toBe('E3');
    const again = sender.send({ ...queued, keyOf: { delivery: 'd2', part: 0 } });
    await expect(again).rejects.toMatchObject({ name: 'RoomClosed', reason: 'paused', retryable: false });
  });
});

describe('the app says which posts of a message exist', () => {
  test('piece by piece, its files included, by the keys that it was sent with', async () => {
    const of: string[] = [];
    const call = async (command: CommandOf<'outcome'>) => {
      of.push(command.of);
      return { happened: 'yes', messageId: `m${of.length}` };
    };
    const sender = aSender({ call } as unknown as AppClient, writing(200));
    const settled = await sender.settle({ to: room, text: 'word '.repeat(60), media: ['a', 'b'], keyOf });
    const key = (index: number) => keyFor(keyOf, index);
    expect(of).toEqual([key(0), key(1), `${key(0)}.file`, `${key(1)}.file`]);
    expect(settled).toEqual({ happened: 'all', messageIds: ['m1', 'm2', 'm3', 'm4'] });
  });
});

test('names in the code of a text and of its card are asked for before it is posted', async () => {
  const learnt: string[] = [];
  const names = { learn: async (found: Iterable<string>) => void learnt.push(...found), isTaken: () => false };
  const how = { ...writing(300), names } as unknown as Writing;
  const { client } = aWorkspace();
  const parts = [{ kind: 'text' as const, text: '```\n@bob hi\n```' }, { kind: 'divider' as const }];
  await aSender(client, how).send({ to: room, text: '```\n@alice hi\n```', card: { parts } as never, keyOf });
  expect(learnt.sort()).toEqual(['alice', 'bob']);
});

describe('how a message was cut', () => {
  function noting(more: Parameters<typeof aWorkspace>[0] = {}) {
    const kept = new Map<string, Writing>();
    const cuts = {
      remembered: (key: string) => kept.get(key),
      remember: (key: string, how: Writing) => void kept.set(key, how),
      forget: (key: string) => void kept.delete(key),
    };
    const { client } = aWorkspace(more);
    return { kept, sender: aSender(client, writing(200), { cuts }) };
  }
  const long = { to: room, text: 'word '.repeat(80), keyOf };

  test.each([
    ['it was posted', {}, 1],
    ['a part of it was posted', { failAt: 2 }, 1],
    ['nobody knows whether it was posted', { failAt: 1, happened: 'unknown' }, 1],
    ['nothing was posted', { failAt: 1 }, 0],
  ] as const)('is remembered where %s', async (_, more, count) => {
    const { kept, sender } = noting(more);
    await sender.send(long).catch(() => undefined);
    expect(kept.size).toBe(count);
  });

  test('the first time is how it is cut again, even if that fails', async () => {
    const { kept, sender } = noting({ failAt: 1 });
    kept.set(keyFor(keyOf, 0), writing(5_000));
    await sender.send(long).catch(() => undefined);
    expect(kept.size).toBe(1);
    expect((await sender.send(long)).messageIds).toHaveLength(1);
  });
});

test('an error that is none of the app’s stays what it is', async () => {
  const error = new TypeError('x is not a function');
  const sending = aSender({ call: () => Promise.reject(error) }, writing(300)).send({ to: room, text: 'hi', keyOf });
  await expect(sending).rejects.toBe(error);
});

test('a direct room is not forgotten for any other failure', async () => {
  const { client, commands } = aWorkspace({ failAt: 1 });
  const sender = aSender(client, writing(300));
  sender.learnDirectRoom('Alice1', 'DmOfAlice');
  const message = { to: { userId: 'Alice1' }, text: 'hi', keyOf };
  await sender.send(message).catch(() => undefined);
  await sender.send(message);
  expect(commands.map(({ command }) => command)).toEqual(['post', 'post']);
});
