// Long: every command is typed at the real gateway, and the command line of OpenClaw starts for some.
import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { runCli } from '../../testbed/gateway/cli.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { BOT, type FakeApp, startFakeApp } from '../gateway-endpoint/fake-app.ts';
import { writtenByGateway } from './connected-workspace.ts';
import { DWELL, OPERATOR } from './gateway-setup.ts';
import type { Asked } from './window.ts';

const ACCOUNT = 'guarded';
/** A command line takes seconds to start. */
const CLI = { timeout: 180_000 };
const SOON = { timeout: 30_000, interval: 20 };

let app: FakeApp;
let count = 0;

beforeAll(async () => {
  app = await startFakeApp({ ...inject('gateway').accounts[ACCOUNT], accountId: ACCOUNT });
});
afterAll(async () => app?.stop());
beforeEach(() => {
  count++;
});

type Place = Parameters<typeof aMessage>[0];

/** A place that no other test has been in. */
const places: [string, () => NonNullable<Place>][] = [
  ['a room', () => ({ room: { id: `Room${count}` }, actor: { id: OPERATOR } })],
  ['a thread', () => ({ room: { id: `Room${count}` }, threadId: `Root${count}`, actor: { id: OPERATOR } })],
];
const direct = (userId: string): NonNullable<Place> => ({
  room: { id: `Direct${userId}`, type: 'direct', name: '' },
  actor: { id: userId, username: userId.toLowerCase() },
  mentioned: false,
});

let said = 0;
/** Rows that came first in a room of their own. */
const firsts: string[] = [];
const seen = new Set<string>();
async function say(text: string, place: NonNullable<Place>): Promise<EventOf<'message.sent'>> {
  const mentioned = text.includes(`@${BOT.username}`);
  const event = aMessage({ mentioned, ...place, id: `Said${++said}`, text });
  await push(event);
  return event;
}

/** Begins a turn that goes on until it is stopped. */
async function dwell(place: NonNullable<Place>): Promise<EventOf<'message.sent'>> {
  const before = (await asked()).length;
  const event = await say(`@${BOT.username} ${DWELL}`, place);
  await vi.waitFor(async () => expect((await asked()).length).toBe(before + 1), SOON);
  return event;
}

async function slash(text: string, place: NonNullable<Place>): Promise<EventOf<'command.invoked'>> {
  const { at, room, actor, message } = aMessage({ ...place, id: `Slash${++said}` });
  const { threadId } = message;
  const where = { id: `command.invoked:${said}`, at, room, actor, ...(threadId && { threadId }) };
  const event = { ...where, type: 'command.invoked', command: 'openclaw', text } as const;
  await push(event);
  return event;
}

/** Until it is taken, as the app does: an account that is starting again asks to be asked later. */
async function push(event: Event): Promise<void> {
  const roomId = 'room' in event ? event.room.id : '';
  if (!seen.has(roomId)) firsts.push(event.id);
  seen.add(roomId);
  await vi.waitFor(async () => expect((await app.push(inject('gateway').url, [event])).status).toBe(202), SOON);
}

const postsIn = (roomId = '') => app.posts().filter((post) => post.roomId === roomId);
const notesIn = (roomId = '') => app.notes().filter((note) => note.roomId === roomId);
const asked = async () => (await (await fetch(`${inject('gateway').windowUrl}/received`)).json()) as Asked[];

/** The bot's posts in a room, once there are so many. */
async function posted(roomId: string | undefined, many = 1) {
  await vi.waitFor(() => expect(postsIn(roomId).length).toBeGreaterThanOrEqual(many), SOON);
  return postsIn(roomId);
}

async function noted(roomId: string | undefined, many = 1) {
  await vi.waitFor(() => expect(notesIn(roomId).length).toBeGreaterThanOrEqual(many), SOON);
  return notesIn(roomId);
}

describe.each(places)('in %s', (_name, place) => {
  test.each([
    ['!status', /OpenClaw|Model|Session/i],
    ['!help', /help|command/i],
    ['!new', /./],
    ['!model', /model/i],
    ['!model local/scripted', /model/i],
    [`@${BOT.username} /status`, /OpenClaw|Model|Session/i],
  ])('%s is answered there, and the model is not called', async (text, answer) => {
    const before = (await asked()).length;
    const { room, message } = await say(text, place());
    const [post] = await posted(room.id);
    expect(post).toMatchObject({ text: expect.stringMatching(answer) });
    expect(post?.threadId).toBe(message.threadId);
    expect((await asked()).length).toBe(before);
  });

  test('!stop ends the turn that is running there', async () => {
    const here = place();
    const { room, message } = await dwell(here);
    await say('!stop', here);
    const [post] = await posted(room.id);
    expect(post).toMatchObject({ text: expect.stringMatching(/abort|stop/i) });
    expect(post?.threadId).toBe(message.threadId);
    await say(`@${BOT.username} and now?`, here);
    const posts = await posted(room.id, 2);
    expect(posts.at(-1)?.text).toContain('and now?');
  });

  test('!status is answered while a turn runs there', async () => {
    const here = place();
    const { room } = await dwell(here);
    await say('!status', here);
    const [post] = await posted(room.id);
    expect(post?.text).toMatch(/OpenClaw 20\d\d/);
    await say('!stop', here);
    const posts = await posted(room.id, 2);
    expect(posts.at(-1)?.text).toMatch(/abort|stop/i);
  });

  test.each(['of the person', 'of somebody else'])(
    '/openclaw status is answered while a turn %s runs there',
    async (whose) => {
      const here = place();
      const { room } = await dwell(here);
      const by = whose === 'of the person' ? here : { ...here, actor: { id: 'Bob1', username: 'bob' } };
      await slash('status', by);
      const [note] = await noted(room.id);
      expect(note?.text).toMatch(/OpenClaw 20\d\d/);
      expect(postsIn(room.id).filter(({ text }) => /OpenClaw 20\d\d/.test(text))).toEqual([]);
      await say('!stop', here);
      await posted(room.id);
    },
  );

  test.each<[string, typeof say | typeof slash, string]>([
    ['!stop', say, '!stop'],
    ['/openclaw stop', slash, 'stop'],
  ])('[F22] %s drops nothing that waits behind the turn', async (_name, give, stop) => {
    const here = place();
    const bobs = { ...here, actor: { id: 'Bob1', username: 'bob' } };
    const { room } = await dwell(here);
    await say(`@${BOT.username} and Bob?`, bobs);
    await say(`@${BOT.username} and me?`, here);
    await give(stop, here);
    const answered = (text: string) => expect(postsIn(room.id).some((post) => post.text.includes(text))).toBe(true);
    await vi.waitFor(() => ['and Bob?', 'and me?'].forEach(answered), SOON);
  });

  test('/openclaw stop ends it as well, and nobody else reads of that', async () => {
    const here = place();
    const { room } = await dwell(here);
    await slash('stop', here);
    expect(await noted(room.id)).toMatchObject([{ text: expect.stringMatching(/abort|stop/i) }]);
    await say(`@${BOT.username} and now?`, here);
    expect(await posted(room.id)).toMatchObject([{ text: expect.stringContaining('and now?') }]);
  });

  test.each([
    ['', /help|command/i],
    ['status', /OpenClaw|Model|Session/i],
    ['model local/scripted', /model/i],
    ['new', /./],
    ['stop', /abort|stop/i],
  ])('/openclaw %s is answered to that person alone', async (text, answer) => {
    const before = (await asked()).length;
    const { room, actor, threadId } = await slash(text, place());
    const [note] = await noted(room.id);
    expect(note).toMatchObject({ userId: actor.id, text: expect.stringMatching(answer) });
    expect(note?.threadId).toBe(threadId);
    expect(postsIn(room.id)).toEqual([]);
    expect((await asked()).length).toBe(before);
  });
});

test('[F25] only the author of a command that does not exist hears so, each time', async () => {
  const before = (await asked()).length;
  const { room } = await say('!statsu', direct(OPERATOR));
  const known = /^I don't know this command. I know `!status`/;
  expect(await noted(room.id)).toMatchObject([{ userId: OPERATOR, text: expect.stringMatching(known) }]);
  await say('!modle gpt', direct(OPERATOR));
  await slash('foo', direct(OPERATOR));
  await slash('bar', direct(OPERATOR));
  expect(await noted(room.id, 4)).toHaveLength(4);
  expect(postsIn(room.id)).toEqual([]);
  expect((await asked()).length).toBe(before);
});

test.each(['!important please look', '!!! urgent', '! hi', '!5 > 3', '!'])(
  '[F5] %s is said to the agent in a direct message, and no command line to OpenClaw',
  async (text) => {
    const place = { ...direct(OPERATOR), room: { id: `Direct${count}`, type: 'direct', name: '' } } as const;
    const before = (await asked()).length;
    const { room } = await say(text, place);
    const [post] = await posted(room.id);
    expect(post?.text).toContain(text);
    expect((await asked()).length).toBe(before + 1);
  },
);

test('a person who is no operator hears that a command is not theirs', async () => {
  const place = { room: { id: `Room${count}` }, actor: { id: 'Bob1', username: 'bob' } };
  await slash('model gpt', place);
  const [note] = await noted(place.room.id);
  expect(note).toMatchObject({
    userId: 'Bob1',
    text: expect.stringMatching(/^You are not allowed to use this command/),
  });
});

const bobs = () => ({ room: { id: `Room${count}` }, actor: { id: 'Bob1', username: 'bob' } });

describe('somebody who may talk, in a gateway that has an owner', () => {
  test.each([
    ['!status', /OpenClaw 20\d\d/],
    [`@${BOT.username} /status`, /OpenClaw 20\d\d/],
    ['!new', /session/i],
  ])('[S4] is answered %s', async (text, answer) => {
    const { room } = await say(text, bobs());
    expect(await posted(room.id)).toMatchObject([{ text: expect.stringMatching(answer) }]);
  });

  test.each([
    ['status', /OpenClaw 20\d\d/],
    ['new', /session/i],
  ])('[S4] is answered /openclaw %s, alone', async (text, answer) => {
    const { room } = await slash(text, bobs());
    expect(await noted(room.id)).toMatchObject([{ userId: 'Bob1', text: expect.stringMatching(answer) }]);
  });

  test.each([
    'new local/scripted',
    'new gpt-x',
    'status /model local/scripted',
    'status --all',
    'model local/scripted',
    'queue collect',
    'stop all',
  ])('[S3] may not use /openclaw %s', async (text) => {
    const { room } = await slash(text, bobs());
    expect(await noted(room.id)).toMatchObject([
      { text: expect.stringMatching(/^You are not allowed to use this command/) },
    ]);
  });

  test.each([
    '!new local/scripted',
    '!new: local/scripted',
    '/reset local/scripted',
    '/think:high',
    '/exec host=gateway',
    '/elevated full',
    '/queue collect',
    '!queue collect',
    '/config show',
    '/bash ls',
    '/btw what?',
    '/usage full',
    '/activation always',
    '/send off',
  ])('[S3] may not use %s', async (text) => {
    const before = (await asked()).length;
    const { room } = await say(`@${BOT.username} ${text}`, { ...bobs(), mentioned: true });
    expect(await noted(room.id)).toMatchObject([
      { text: expect.stringMatching(/^You are not allowed to use this command/) },
    ]);
    expect([(await asked()).length, postsIn(room.id)]).toEqual([before, []]);
  });

  test('[S3] writes settings as words, and the agent reads them whole', async () => {
    const text = `@${BOT.username} hello /model gpt-5 /think high /elevated full /exec host=gateway /status tell me`;
    const { room } = await say(text, bobs());
    const [post] = await posted(room.id);
    expect(post?.text).toContain('hello /model gpt-5 /think high /elevated full /exec host=gateway /status tell me');
  });

  test.each(['!stop', 'stop'])('[S4b] stops their own run by %s, and nobody else’s', async (text) => {
    const { room } = await dwell(bobs());
    await say('!stop', { ...bobs(), actor: { id: 'Carol1', username: 'carol' } });
    expect(await noted(room.id)).toMatchObject([
      { userId: 'Carol1', text: expect.stringMatching(/^You are not allowed/) },
    ]);
    await say(text, bobs());
    expect(await posted(room.id)).toMatchObject([{ text: expect.stringMatching(/abort|stop/i) }]);
    await say('!stop', bobs());
    await noted(room.id, 2);
  });
});

test('a stranger is let in: one code, a hint, the news of the approval, an answer', CLI, async () => {
  const isolation = await isolate(inject('gateway').folder);
  const stranger = direct('Carol1Xy');
  const { room } = await say('hello?', stranger);
  const [code] = await posted(room.id);
  const [, secret = ''] = /openclaw pairing approve rocketchat (?:--account \S+ )?(\w{8})/.exec(code?.text ?? '') ?? [];
  expect(secret).toMatch(/^\w{8}$/);

  await say('hello??', stranger);
  const [note] = await noted(room.id);
  expect(note).toMatchObject({
    userId: 'Carol1Xy',
    text: expect.stringMatching(/Send them the code from our direct messages/),
  });
  expect(postsIn(room.id)).toHaveLength(1);

  const list = await runCli(isolation, ['pairing', 'list', 'rocketchat', '--account', ACCOUNT]);
  expect(list.stdout).toContain(secret);
  const approved = await runCli(isolation, ['pairing', 'approve', 'rocketchat', secret, '--account', ACCOUNT]);
  expect(approved).toMatchObject({ code: 0 });
  expect((await posted(room.id, 2)).map(({ text }) => text)).toEqual([
    code?.text,
    'You are approved: I can answer you from now on. Say hello!',
  ]);

  await say('hello!', stranger);
  expect((await posted(room.id, 3)).at(-1)?.text).toContain('hello!');
});

test(
  'the app has heard which messages start a turn here, and the operator which ones the app does not let out',
  CLI,
  async () => {
    await vi.waitFor(() => expect(app.asked('hello')).not.toEqual([]), { ...SOON, timeout: 90_000 });
    expect(app.asked('hello').at(-1)?.gateway.activation).toEqual({
      commandPrefixes: ['!status', '!new', '!help', '!model', '!queue', '!stop', '!approve'],
      oncharPrefixes: [],
      answersEveryMessageIn: ['ops'],
      mentionAll: false,
    });
    const isolation = await isolate(inject('gateway').folder);
    const { stdout } = await runCli(isolation, ['channels', 'status', '--probe']);
    expect(stdout).toContain(`rocketchat ${ACCOUNT}: every message is to be answered in ops, but the app sends only`);
  },
);

test('every event that was the first of its kind in its room has one line in the log', () => {
  const console = writtenByGateway().find(({ file }) => file.endsWith('console.log'));
  const lines = console?.text.match(/event \S+: (?:turn|command|no turn: [\w-]+)/g) ?? [];
  // Other suites speak to the same gateway.
  const ids = lines.flatMap((line) => /(?:message\.sent:Said|command\.invoked:)\d+(?=:)/.exec(line) ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(firsts));
});
