import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { isMentioned, LIMITS, mentionsEverybody } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { heardEdit, heardMessage } from '../../../rc-app/src/capture/message-events.ts';
import { aMessage, aUser, BOT, MENTION, SENT_AT } from '../server-objects.ts';

const PHOTO = { _id: 'F1', name: 'a.png', type: 'image/png' };
const LONG = { _id: 'F2', name: 'bob - Sun Nov 29 2026 07:31:20 GMT+0000 (UTC).txt', type: 'text/plain' };

/** A file message as sendFileMessage.ts stores it and the converter hands it on. */
function aPhoto(written: {
  text?: string;
  description?: unknown;
  alt?: unknown;
  mentions?: (typeof MENTION)[] | null;
}) {
  const { text = '', description = '', alt, mentions = [] } = written;
  const attachment = { type: 'file', title: { value: 'a.png', link: '/file-upload/F1/a.png' }, description };
  const attachments = [{ ...attachment, _unmappedProperties_: { image_alt: alt } }] as never;
  return aMessage({ text, mentions, file: PHOTO, files: [PHOTO], attachments });
}

const messageOf = (message = aMessage()) => {
  const event = heardMessage(message).write(BOT, SENT_AT);
  return event?.type === 'message.sent' ? event.message : undefined;
};

describe('[F2] the caption of a file is part of the message', () => {
  test.each([
    ['the caption of a phone', { description: 'what is this?' }, 'what is this?'],
    ['a text and a caption', { text: 'look', description: 'what is this?' }, 'look\nwhat is this?'],
    ['a caption that repeats the text', { text: 'look', description: 'look ' }, 'look'],
    ['an alternative text', { alt: 'a red door' }, 'a red door'],
    ['a caption and an alternative text', { description: 'see', alt: 'a red door' }, 'see\na red door'],
    ['nothing but blanks', { description: ' \n', alt: null }, ''],
    ['a caption that is no text', { description: { evil: 1 }, alt: 7 }, ''],
  ])('%s', (_name, written, text) => {
    expect(messageOf(aPhoto(written))).toMatchObject({ text, files: [{ id: 'F1' }] });
    expect(heardMessage(aPhoto(written)).said?.text).toBe(text);
  });

  test('an edit has it as well, and nothing of somebody else’s edit leaves as the author’s', () => {
    const carol = aUser({ id: 'U2', username: 'carol' });
    const edited = { ...aPhoto({ description: 'secret' }), editor: carol, editedAt: new Date(SENT_AT + 1) };
    expect(heardEdit(edited).write(BOT, 0)).toMatchObject({ message: { text: 'secret' } });
    expect(messageOf(edited)).toMatchObject({ text: '', editedBy: { id: 'U2' } });
  });

  test('the description of an alert is no caption', () => {
    const attachments = [{ title: { value: 'disk' }, description: '@openclaw.bot full' }] as never;
    expect(messageOf(aMessage({ text: 'look', attachments }))).toMatchObject({ text: 'look', mentions: [] });
  });
});

describe('[F2] mentions in captions, which the server does not list, count in both halves', () => {
  test.each<[string, Parameters<typeof aPhoto>[0], boolean]>([
    ['in a caption', { description: '@openclaw.bot what is this?' }, true],
    ['in an alternative text', { alt: 'for @openclaw.bot' }, true],
    ['in a caption beside a text', { text: 'look', description: 'so, @openclaw.bot?' }, true],
    ['where the server lists none at all', { description: '@openclaw.bot?', mentions: null }, true],
    ['of somebody with a longer name', { description: '@openclaw.botty what?' }, false],
    ['in code', { description: 'type `@openclaw.bot`' }, false],
    ['in the text alone, without being listed', { text: '@openclaw.bot', description: 'what?' }, false],
    ['listed for the text', { text: '@openclaw.bot', description: 'what?', mentions: [MENTION] }, true],
  ])('%s', (_name, written, isCalled) => {
    const heard = heardMessage(aPhoto(written));
    expect(heard.said && isMentioned(heard.said, BOT)).toBe(isCalled);
    const message = messageOf(aPhoto(written));
    expect(message && isMentioned(message, BOT)).toBe(isCalled);
    expect(message?.mentions).toHaveLength(isCalled ? 1 : 0);
  });

  test('@all and @here call nobody: the server has not judged whether the author may', () => {
    const heard = heardMessage(aPhoto({ description: '@all look' }));
    const message = messageOf(aPhoto({ description: '@all look' }));
    expect([heard.said, message].map((each) => each && mentionsEverybody(each))).toEqual([false, false]);
  });
});

describe('[F2] a long text that a client has turned into a file', () => {
  const aLong = (change: Partial<typeof LONG> = {}) => {
    const file = { ...LONG, ...change };
    const attachments = [{ type: 'file', title: { value: file.name, link: '/file-upload/F2/x' }, description: '' }];
    return aMessage({ text: '', file, files: [file], attachments: attachments as never });
  };
  const holding = (text: string, upload: object = {}) =>
    ({
      getUploadReader: () => ({
        getById: async () => ({ room: { id: 'GENERAL' }, user: { id: aUser().id }, size: text.length, ...upload }),
        getBufferById: async () => new TextEncoder().encode(text),
      }),
    }) as unknown as IRead;
  const unfold = async (read: IRead, message = aLong()) => {
    const heard = heardMessage(message);
    const whole = (await heard.unfold?.(read)) ?? heard;
    const event = whole.write(BOT, SENT_AT);
    return { said: whole.said, message: event?.type === 'message.sent' ? event.message : undefined };
  };

  test('is its text, in which mentions count, and no file besides', async () => {
    const { said, message } = await unfold(holding('@openclaw.bot read this: …'));
    expect(said && isMentioned(said, BOT)).toBe(true);
    expect(message).toMatchObject({ text: '@openclaw.bot read this: …', files: [], mentions: [{ id: BOT.id }] });
  });

  test('keeps its file where the text does not hold all of it', async () => {
    const { message } = await unfold(holding('x'.repeat(LIMITS.textChars + 1)));
    expect(message).toMatchObject({ files: [{ id: 'F2' }] });
  });

  test.each<[string, IRead, Partial<typeof LONG>]>([
    ['of another room', holding('secret', { room: { id: 'OPS' } }), {}],
    ['of somebody else', holding('secret', { user: { id: 'U9' } }), {}],
    ['that is very large', holding('secret', { size: 1e9 }), {}],
    ['that nobody can read', {} as IRead, {}],
    ['that its author has named', holding('secret'), { name: 'bob - notes.txt' }],
    ['that has another name in it', holding('secret'), { name: LONG.name.replace('bob', 'carol') }],
    ['of another type', holding('secret'), { type: 'text/html' }],
  ])('stays a file: one %s', async (_name, read, change) => {
    expect((await unfold(read, aLong(change))).message).toMatchObject({ text: '', files: [{ id: 'F2' }] });
  });
});
