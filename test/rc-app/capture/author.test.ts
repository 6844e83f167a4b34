import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import { Actor, APP_ID } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { captureAuthor, captureRawAuthor } from '../../../rc-app/src/capture/author.ts';
import { heardClick } from '../../../rc-app/src/capture/click.ts';
import { heardDeletion, heardEdit, heardMessage } from '../../../rc-app/src/capture/message-events.ts';
import { heardReaction } from '../../../rc-app/src/capture/reaction.ts';
import { aMessage, aUser, BOT, SENT_AT } from '../server-objects.ts';

const BOB = aUser();
const unmapped = (marks: object) => ({ _unmappedProperties_: { mentions: [], ...marks } });

type Marks = Parameters<typeof aMessage>[0] & object;

const WAYS: [string, Marks, string, string][] = [
  ['an incoming webhook', unmapped({ bot: { i: 'Hook1' } }), 'integration', 'integration:Hook1'],
  ['an integration that does not say which', unmapped({ bot: true }), 'integration', `integration:${BOB.id}`],
  ['an integration with an id that is none', unmapped({ bot: { i: 'a b\n' } }), 'integration', `integration:${BOB.id}`],
  ['another bridge', unmapped({ bridged: true }), 'bridge', `bridge:${BOB.id}`],
  ['the bridge to Slack', unmapped({ imported: 'slackbridge' }), 'bridge', `bridge:${BOB.id}`],
  ['another Matrix server', unmapped({ federation: { eventId: '$e' } }), 'bridge', `bridge:${BOB.id}`],
  ['an import', unmapped({ _importFile: { name: 'a' } }), 'import', `import:${BOB.id}`],
  ['an import with ids', unmapped({ importIds: ['x'] }), 'import', `import:${BOB.id}`],
  ['an import from Slack', { id: 'slack-C1-1700000000-000100' }, 'import', `import:${BOB.id}`],
  ['a reply by e-mail', unmapped({ sentByEmail: true }), 'email', `email:${BOB.id}`],
  ['another name', { alias: 'irc-dan' }, 'alias', `alias:${BOB.id}`],
  ['another picture', { avatarUrl: 'https://x.example/a.png' }, 'alias', `alias:${BOB.id}`],
  ['an emoji for a picture', { emoji: ':ghost:' }, 'alias', `alias:${BOB.id}`],
  ['an app that speaks as a person', { blocks: [{ appId: 'App2' }] as never }, 'app', 'app:App2'],
];

describe('[S18] a message that nobody typed in a client is a bot’s, whatever name it has', () => {
  test.each(WAYS)('%s', (_name, marks, kind, id) => {
    const message = aMessage({ sender: aUser({ roles: ['user', 'admin'] }), ...marks });
    const expected = {
      id,
      username: '',
      name: marks.alias ?? '',
      type: 'bot',
      roles: [],
      via: { kind, username: 'bob' },
    };
    expect(Actor.parse(captureAuthor(message))).toMatchObject(expected);
    const { sender, ...rest } = message;
    const raw = { ...rest, sender: { _id: sender.id, username: sender.username, name: sender.name } };
    expect(captureRawAuthor(raw as unknown as IMessageRaw)).toMatchObject(expected);
  });

  test('[F9] people behind a bridge have their alias, and the bridge its display name', () => {
    const sender = aUser({ username: 'matterbridge', name: 'Matterbridge' });
    const [dan, eve] = ['irc-dan', 'irc-eve'].map((alias) => captureAuthor(aMessage({ sender, alias })));
    const via = { kind: 'alias', username: 'matterbridge', name: 'Matterbridge' };
    expect([dan, eve].map((each) => Actor.parse(each))).toMatchObject([
      { name: 'irc-dan', via },
      { name: 'irc-eve', via },
    ]);
    const raw = {
      ...aMessage({ alias: 'irc-dan' }),
      sender: { _id: 'B', username: 'matterbridge', name: 'Matterbridge' },
    };
    expect(captureRawAuthor(raw as unknown as IMessageRaw)).toMatchObject({ name: 'irc-dan', via });
    expect(captureAuthor(aMessage({ sender: aUser({ name: '' }), alias: 'irc-dan' })).via).not.toHaveProperty('name');
  });

  test.each(WAYS)('%s: no event about it names a person as its author', (_name, marks, _kind, id) => {
    const message = aMessage({ ...marks });
    const alice = aUser({ id: 'Alice1', username: 'alice' });
    expect(heardMessage(message)).toMatchObject({ actorId: id, authorId: id });
    expect(heardMessage(message).write(BOT, 0)).toMatchObject({ actor: { id, type: 'bot' } });
    expect(heardEdit({ ...message, editor: alice }).write(BOT, 0)).toMatchObject({
      actor: { id: 'Alice1', type: 'user' },
      authorId: id,
    });
    expect(heardDeletion(message, alice).write(BOT, 0)).toMatchObject({ message: { authorId: id } });
    expect(heardReaction({ message, user: alice, reaction: ':+1:', isReacted: true })).toMatchObject({ authorId: id });
    expect(heardClick({ message, user: alice, actionId: 'a' } as never, new Uint8Array(1))).toMatchObject({
      authorId: id,
    });
  });

  test('also where it names the bot itself', () => {
    const sender = aUser({ id: BOT.id, username: BOT.username, type: 'app' as never });
    const { actorId, authorId } = heardMessage(aMessage({ sender, ...unmapped({ bot: { i: 'Hook1' } }) }));
    expect([actorId, authorId]).toEqual(['integration:Hook1', 'integration:Hook1']);
  });

  test('and no edit by the account that it names makes it that person’s', () => {
    const hook = aMessage({ ...unmapped({ bot: { i: 'Hook1' } }), editor: BOB, editedAt: new Date(SENT_AT + 1) });
    const event = heardEdit(hook).write(BOT, 0);
    expect(event).toMatchObject({ actor: { id: BOB.id }, authorId: 'integration:Hook1' });
  });

  test.each(WAYS.filter(([, , kind]) => kind !== 'integration'))(
    '%s: an edit in the same name is its own',
    (_n, marks, _k, id) => {
      const message = aMessage({ ...marks, editor: BOB, editedAt: new Date(SENT_AT + 1), text: '/approve 1' });
      expect(heardEdit(message).write(BOT, 0)).toMatchObject({ actor: { id, type: 'bot' }, authorId: id });
      expect(heardMessage(message).write(BOT, 0)).toMatchObject({ message: { text: '/approve 1' } });
    },
  );

  test('an account that writes under other names edits under them, too', () => {
    const message = aMessage({ alias: 'irc-dan', editor: BOB, editedAt: new Date(SENT_AT + 1) });
    const id = `alias:${BOB.id}`;
    expect(heardEdit(message).write(BOT, 0)).toMatchObject({ actor: { id, type: 'bot' }, authorId: id });
    expect(heardMessage(message).write(BOT, 0)).toMatchObject({ message: { text: 'hello', alias: 'irc-dan' } });
  });
});

describe('words that people type stay theirs', () => {
  test.each<[string, Marks]>([
    ['plain words', {}],
    ['words with marks of the server', unmapped({ md: [], urls: [], tshow: true, starred: [], unread: true })],
    ['empty fields, as some servers give', { alias: '', avatarUrl: '', emoji: '', blocks: [] }],
    ['fields that are null, as newer servers give', { alias: null, emoji: null, blocks: null } as never],
    ['a file', { groupable: false }],
  ])('%s', (_name, marks) => {
    expect(captureAuthor(aMessage(marks))).toEqual({
      id: BOB.id,
      username: 'bob',
      name: 'Bob',
      type: 'user',
      roles: ['user'],
    });
  });

  test('an app’s own user may post blocks, and ours is known in the past by its own', () => {
    const app = aUser({ type: 'app' as never });
    expect(captureAuthor(aMessage({ sender: app, blocks: [{ appId: 'App2' }] as never })).via).toBeUndefined();
    const raw = { sender: { _id: BOT.id, username: BOT.username, name: '' }, blocks: [{ appId: APP_ID }] };
    expect(captureRawAuthor(raw as unknown as IMessageRaw).via).toBeUndefined();
  });
});
