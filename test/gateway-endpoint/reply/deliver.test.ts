import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { deliverTo, type Replying } from '../../../gateway-endpoint/src/reply/deliver.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';
import type { TurnStream } from '../../../gateway-endpoint/src/reply/streaming/turn-stream.ts';
import { FILE_NOT_SENT } from '../../../gateway-endpoint/src/texts/en/files.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import { aMessage } from '../event.ts';
import { configOf } from '../services.ts';

const final = { kind: 'final' } as const;
const block = { kind: 'block' } as const;
const NOTHING = { text: "⚠️ Agent couldn't generate a response. Please try again.", isError: true };
const FAILED = { text: 'TypeError: x is not a function', isError: true };

interface Wanted extends Partial<Replying> {
  readonly section?: object;
  readonly messageIds?: string[];
  readonly kind?: 'direct' | 'channel';
  readonly thread?: { id: string; alsoInRoom: boolean };
}

/** The answers of one turn. `noted` has their recipients, in order. */
function aDelivery(wanted: Wanted = {}) {
  const { section = {}, messageIds = ['m1'], kind = 'channel', thread, ...more } = wanted;
  const sent: Outgoing[] = [];
  const expected: [answer: object, event: string][] = [];
  const noted: string[] = [];
  const warnings: string[] = [];
  const cfg = configOf(section);
  const account = resolveAccount(cfg);
  const to = kind === 'direct' ? 'user:Alice1' : 'channel:Room1';
  const delivery = deliverTo({
    event: aMessage(),
    account,
    conversation: { to, kind, thread, route: { agentId: 'main' } as Replying['conversation']['route'] },
    cfg,
    ctxPayload: {} as Replying['ctxPayload'],
    isCommand: false,
    words: EN,
    runId: () => 'run-7',
    maySayNothing: () => false,
    sender: {
      async send(message) {
        sent.push(message);
        return { roomId: 'Room1', messageIds };
      },
      settle: async () => ({ happened: 'all', messageIds: [] }),
      learnDirectRoom: () => undefined,
      expect: (answer, event) => void expected.push([answer, event]),
    },
    writing: account.writing,
    stream: undefined,
    onSpeak: () => void noted.push('speaks'),
    onAnswer: (isGood) => void noted.push(isGood ? 'good' : 'bad'),
    onSilence: () => void noted.push('silence'),
    onRefused: (error) => void noted.push(String(error)),
    log: { warn: (line) => void warnings.push(line) },
    ...more,
  });
  return { delivery, sent, expected, noted, warnings };
}

/** A preview that takes every last answer, and notes what it is asked. */
function aStream(noted: string[]): TurnStream {
  return {
    replyOptions: { disableBlockStreaming: true },
    takes: (_payload, { kind }) => kind === 'final',
    async finish(payload) {
      noted.push(`finished ${payload.text}`);
      return { visibleReplySent: true };
    },
    delivered: async (_info, result) => void noted.push(`delivered ${result?.visibleReplySent}`),
    end: async () => undefined,
  };
}

describe('an answer that is posted', () => {
  test('goes to the room of its question, and each has a key of its own', async () => {
    const { delivery, sent, noted } = aDelivery();
    const first = await delivery.deliver({ text: 'one' }, final);
    await delivery.deliver({ text: 'two' }, final);
    expect(sent).toEqual(
      ['one', 'two'].map((text, index) => ({
        to: { roomId: 'Room1' },
        text,
        card: undefined,
        media: [],
        keyOf: { event: 'message.sent:M1', purpose: `answer-${index}` },
      })),
    );
    expect(first).toMatchObject({ messageIds: ['m1'], visibleReplySent: true, content: 'one' });
    expect(first?.receipt).toMatchObject({ platformMessageIds: ['m1'] });
    expect(noted).toEqual(['speaks', 'speaks']);
  });

  test('that has nothing to be seen was not seen', async () => {
    const { delivery } = aDelivery({ messageIds: [] });
    const result = await delivery.deliver({ mediaUrl: 'file:///a.png' }, final);
    expect(result).toMatchObject({ messageIds: [], visibleReplySent: false });
    expect(result).not.toHaveProperty('content');
  });

  test('stands in the thread of its turn, or in one that the model has named', async () => {
    const { delivery, sent } = aDelivery({ thread: { id: 'Root1', alsoInRoom: true } });
    await delivery.deliver({ text: 'here' }, final);
    await delivery.deliver({ text: 'there', replyToTag: true, replyToId: 'Other1' }, final);
    expect(sent).toMatchObject([
      { threadId: 'Root1', alsoInRoom: true },
      { threadId: 'Other1', alsoInRoom: false },
    ]);
  });

  test.each([
    ['direct', {}, undefined],
    ['direct', { replyToModeByChatType: { direct: 'all' } }, 'Other1'],
    ['channel', {}, 'Other1'],
  ] as const)('of a %s conversation with %j: a tag puts it into thread %s', async (kind, section, threadId) => {
    const { delivery, sent } = aDelivery({ kind, section });
    await delivery.deliver({ text: 'there', replyToTag: true, replyToId: 'Other1' }, final);
    expect(sent[0]?.threadId).toBe(threadId);
  });
});

describe('an answer goes on the durable queue of OpenClaw', () => {
  const durable = ({ delivery }: ReturnType<typeof aDelivery>, payload: object, info: object = final) =>
    typeof delivery.durable === 'function' ? delivery.durable(payload, info as never) : delivery.durable;

  test('with its place, and is expected back from there', () => {
    const turn = aDelivery({ thread: { id: 'Root1', alsoInRoom: false } });
    expect(durable(turn, { text: 'yes' })).toEqual({ to: 'channel:Room1', replyToId: null, threadId: 'Root1' });
    expect(turn.expected).toEqual([[{ to: { roomId: 'Room1' }, threadId: 'Root1', text: 'yes' }, 'message.sent:M1']]);
  });

  test('of a direct conversation to its person, in no thread', () => {
    const turn = aDelivery({ kind: 'direct' });
    expect(durable(turn, { text: 'yes' })).toEqual({ to: 'user:Alice1', replyToId: null, threadId: null });
    expect(turn.expected).toEqual([
      [{ to: { userId: 'Alice1' }, threadId: undefined, text: 'yes' }, 'message.sent:M1'],
    ]);
  });

  test.each<[string, object, boolean]>([
    ['nothing at all', {}, false],
    ['an empty text', { text: '' }, false],
    ['a file', { mediaUrl: 'file:///a.png' }, true],
    ['buttons', { presentation: { blocks: [{ type: 'text', text: 'So?' }] } }, true],
  ])('but %s: %j is worth it: %s', (_what, payload, isWorthIt) => {
    const turn = aDelivery();
    expect(durable(turn, payload)).toEqual(isWorthIt ? expect.objectContaining({ to: 'channel:Room1' }) : false);
    expect(turn.expected).toHaveLength(isWorthIt ? 1 : 0);
  });

  test('but not where its preview becomes it', () => {
    const turn = aDelivery({ stream: aStream([]) });
    expect([durable(turn, { text: 'yes' }), turn.expected]).toEqual([false, []]);
    expect(durable(turn, { text: 'a part' }, block)).toMatchObject({ to: 'channel:Room1' });
    // The preview stands in the thread of the turn.
    expect(durable(turn, { text: 'there', replyToTag: true, replyToId: 'Other1' })).toMatchObject({
      threadId: 'Other1',
    });
  });
});

describe('a preview', () => {
  test('becomes the last answer, and every other answer is posted', async () => {
    const noted: string[] = [];
    const { delivery, sent } = aDelivery({ stream: aStream(noted) });
    await delivery.deliver({ text: 'a part' }, block);
    await delivery.deliver({ text: 'yes' }, final);
    expect([noted, sent.map(({ text }) => text)]).toEqual([['finished yes'], ['a part']]);
  });

  test('learns what was delivered', async () => {
    const noted: string[] = [];
    const { delivery } = aDelivery({ stream: aStream(noted) });
    await delivery.onDelivered?.({ text: 'yes' }, final, { visibleReplySent: true });
    expect(noted).toEqual(['delivered true']);
  });
});

describe('the turn hears', () => {
  test.each<[string, object, { kind: 'final' | 'block' | 'tool' }, object | undefined, string[]]>([
    ['an answer', {}, final, { visibleReplySent: true }, ['good']],
    ['an answer of which nobody says whether it was seen', {}, final, undefined, ['good']],
    ['a failure', { isError: true }, final, { visibleReplySent: true }, ['bad']],
    ['an answer that was held back', {}, final, { visibleReplySent: false }, []],
    ['a part of an answer', {}, block, { visibleReplySent: true }, []],
  ])('of %s', async (_what, payload, info, result, heard) => {
    const { delivery, noted } = aDelivery();
    await delivery.onDelivered?.(payload, info as never, result as never);
    expect(noted).toEqual(heard);
  });

  test('of an answer that could not be posted, and why; so does the log', () => {
    const { delivery, noted, warnings } = aDelivery();
    delivery.onError?.(new Error('away'), final);
    expect(noted).toEqual(['bad', 'Error: away']);
    expect(warnings).toEqual(['final answer to message.sent:M1 was not posted: Error: away']);
  });
});

describe('the words of an answer', () => {
  const prepared = ({ delivery }: ReturnType<typeof aDelivery>, payload: object) =>
    delivery.preparePayload?.(payload, final as never);

  test('stay the same object where they are for people already', () => {
    const payload = { text: 'yes' };
    expect(prepared(aDelivery(), payload)).toBe(payload);
    const file = { mediaUrl: 'file:///a.png' };
    expect(prepared(aDelivery(), file)).toBe(file);
  });

  test.each([{}, { text: '' }, { text: ' \n' }, { text: '\u200b' }])('%j is no answer', (payload) => {
    expect(prepared(aDelivery(), payload)).toBeNull();
  });

  test.each([
    { mediaUrl: 'file:///a.png' },
    { mediaUrls: ['file:///a.png'] },
    { presentation: { blocks: [{ type: 'text', text: 'So?' }] } },
    { channelData: { rocketchat: {} } },
  ])('%j is one', (payload) => {
    expect(prepared(aDelivery(), payload)).toMatchObject(payload);
  });

  test('of OpenClaw become ours, and its files and buttons stay', () => {
    const text = 'Here it is.\n⚠️ a.png: File not found. Check the path.';
    const payload = { text, mediaUrl: 'file:///b.png', channelData: { rocketchat: {} } };
    const given = prepared(aDelivery(), payload);
    expect(given).toEqual({ ...payload, text: `Here it is.\n\n${FILE_NOT_SENT.gone('`a.png`')}` });
  });

  test('of a failure become ours, once for each turn; the log has the others', () => {
    const turn = aDelivery({ section: { commandPrefix: '?' } });
    const words = prepared(turn, FAILED);
    expect(words).toEqual({ text: expect.stringMatching(/\(ref [0-9a-f]{6}\)/), isError: true });
    expect(prepared(turn, FAILED)).toBeNull();
    expect(turn.warnings).toEqual([
      expect.stringMatching(/^event message\.sent:M1, run run-7: ref [0-9a-f]{6}: TypeError: x is not a function$/),
    ]);
  });

  test('of a failure without a run are logged as such', () => {
    const turn = aDelivery({ runId: () => undefined });
    prepared(turn, FAILED);
    expect(turn.warnings).toEqual([expect.stringContaining('run none: ref')]);
  });

  test.each([
    ['before a run began', true, undefined, { ...FAILED, isError: false }],
    ['in a turn that it began', true, 'run-7', { text: expect.stringMatching(/\(ref /), isError: true }],
  ])('of a command that is wrong %s', (_what, isCommand, runId, words) => {
    expect(prepared(aDelivery({ isCommand, runId: () => runId }), FAILED)).toEqual(words);
  });

  test('that a message without a command gets are ours before a run, too', () => {
    expect(prepared(aDelivery({ runId: () => undefined }), FAILED)).toMatchObject({ isError: true });
  });

  test.each([
    [true, NOTHING, null, ['silence']],
    [false, NOTHING, { isError: true }, []],
    [true, FAILED, { isError: true }, []],
  ])('where the turn may end in silence (%s), %j', (maySayNothing, payload, words, heard) => {
    const turn = aDelivery({ maySayNothing: () => maySayNothing });
    const given = prepared(turn, payload);
    if (words === null) expect(given).toBeNull();
    else expect(given).toMatchObject(words);
    expect(turn.noted).toEqual(heard);
  });
});
