import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Silence } from '../../gateway-endpoint/src/gate/verdict.ts';
import { OPS, PEOPLE } from '../flow/who-and-where.ts';
import { aMessage, anEdit } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';

type Told = NonNullable<Parameters<typeof aMessage>[0]>;

/** Somebody who may not, and how they try. */
export interface Attempt {
  readonly what: string;
  /** One of `guarded.ts`. */
  readonly policy: string;
  /** @param id of the message: each is in a room of its own, `In-<id>`, unless it says otherwise */
  readonly event: (id: string) => Event;
  readonly refused: Silence;
}

/** Attempts that this policy refuses for this reason. */
function refused(policy: string, reason: Silence, tried: [what: string, event: Attempt['event']][]): Attempt[] {
  return tried.map(([what, event]) => ({ what, policy, event, refused: reason }));
}

const { eve, mask, robot, admin, bob, self } = PEOPLE;

/** Eve writes in a channel and mentions the bot, unless `told` says otherwise. */
function says(told: Told = {}, more: Partial<EventOf<'message.sent'>['message']> = {}) {
  return (id: string) => {
    const event = aMessage({ actor: eve, ...told, id, room: { id: `In-${id}`, ...told.room } });
    return { ...event, message: { ...event.message, ...more } };
  };
}

/** She writes without the bot among the mentions that the server lists. */
const calls = (text: string) => says({ text, mentioned: false });
const edits = (told: Parameters<typeof anEdit>[0]) => (id: string) => anEdit({ ...told, id, room: { id: `In-${id}` } });

/** The same in a direct message. */
const direct = (told: Told = {}) => says({ ...told, room: { type: 'direct', name: '', ...told.room } });
const as = (actor: Told['actor'], told: Told = {}) => says({ ...told, actor: { ...eve, ...actor } });

const toBot = { id: 'PostOfTheBot', authorId: BOT.id };

function reacts(id: string): EventOf<'reaction.added'> {
  const { room, actor, at } = says()(id);
  return { id: `reaction.added:${id}`, type: 'reaction.added', at, room, actor, message: toBot, emoji: ':tada:' };
}

function takesBack(id: string): EventOf<'reaction.removed'> {
  return { ...reacts(id), id: `reaction.removed:${id}`, type: 'reaction.removed' };
}

function deletes(id: string): EventOf<'message.deleted'> {
  const { room, actor, at } = says()(id);
  return { id: `message.deleted:${id}`, type: 'message.deleted', at, room, actor, message: { id, authorId: eve.id } };
}

const PRETENDING = [
  ...refused('only-alice', 'sender-not-allowed', [
    ['the id of an allowed person in capitals', as({ id: 'ALICE1' })],
    ['the same in small letters', direct({ actor: { id: 'alice1' } })],
    ['a user name that is the id of somebody allowed', as({ username: 'Alice1' })],
    ['a display name that is the id of somebody allowed', as({ name: 'Alice1' })],
    ['the user name that somebody allowed has given up', says({ actor: mask })],
    ['being the administrator of the workspace', direct({ actor: admin })],
    ['roles that sound like ours', as({ roles: ['admin', 'operator', 'Alice1', '*'] })],
    ['a star for an id', as({ id: '*', username: '*' })],
    ['a pattern for an id', as({ id: 'user:*' })],
    ['a group of people for an id', direct({ actor: { ...eve, id: 'accessGroup:staff' } })],
  ]),
  ...refused('only-a-name', 'name-not-accepted', [
    ['a name that is listed, where names do not count', direct({ actor: mask })],
    ['the same in a room', says({ actor: mask })],
  ]),
  ...refused('only-a-missing-group', 'access-group-unknown', [
    ['a group of people that is missing', direct()],
    ['the same group, as a name', as({ id: 'nobody-made-it' })],
  ]),
  ...refused('only-a-robot', 'another-bot', [
    ['a bot that is listed, where bots may not', says({ actor: robot })],
    ['the same directly', direct({ actor: robot })],
  ]),
  ...refused('on-mention', 'own-message', [['the bot’s own user', says({ actor: self })]]),
];

const WHERE_IT_IS_CLOSED = [
  ...refused('one-open-room', 'room-not-allowed', [
    ['a room that is called like the id of an open one', says({ room: { name: OPS } })],
    ['the id of an open room in small letters', says({ room: { id: OPS.toLowerCase() } })],
    ['a discussion of an open room', says({ room: { parentId: OPS } })],
    ['a thread that is called like an open room', says({ threadId: OPS })],
  ]),
  ...refused('one-open-room', 'pairing-required', [
    ['a direct message with the id of an open room', direct({ room: { id: OPS } })],
  ]),
  ...refused('one-open-room', 'livechat-room', [
    ['an omnichannel room with the id of an open one', says({ room: { id: OPS, type: 'livechat' } })],
  ]),
  ...refused('one-open-room', 'encrypted-room', [
    ['an open room that is encrypted', says({ room: { id: OPS, encrypted: true } })],
  ]),
  ...refused('no-open-room', 'nobody-allowed', [
    ['a room under defaults that open nothing', says()],
    ['a room called *', says({ room: { id: '*', name: '*' } })],
  ]),
  ...refused('only-alice', 'sender-not-allowed', [
    ['a room with the id of an allowed person', says({ room: { id: 'Alice1' } })],
    ['a direct message with the id of an allowed person', direct({ room: { id: 'Alice1' } })],
  ]),
  ...refused('paired-people', 'pairing-required', [
    ['being listed for rooms, in a direct message', direct({ actor: bob })],
  ]),
];

const WITHOUT_A_MENTION = [
  ...refused('on-mention', 'not-mentioned', [
    ['a letter that looks like ours', calls('@\u03bfpenclaw hello')],
    ['a mention with a character of no width in it', calls('@open\u200bclaw hello')],
    ['the name without the server naming anybody', calls('@openclaw hello')],
    ['a mention of somebody with our name', says({}, { mentions: [{ id: 'BOTID', username: 'openclaw' }] })],
    ['a mention in code', says({ text: 'type `@openclaw hello`' })],
    ['a mention in a block of code', says({ text: '```\n@openclaw hello\n```' })],
    ['a mention in a quote', says({ text: '> @openclaw hello\nhe said' })],
    ['@all', says({ text: '@all hello' }, { mentions: [{ id: 'all', username: 'all' }] })],
    [
      'a longer name',
      says({ text: '@openclaw.botty hello' }, { mentions: [{ id: 'Botty1', username: 'openclaw.botty' }] }),
    ],
    ['a quotation of what the bot never wrote', calls('[ ](https://chat.example/channel/general?msg=Post999) so?')],
  ]),
];

/** Nobody is an operator in rooms. */
const COMMANDS = [
  ...refused('on-mention', 'command-not-authorized', [
    ['a command', calls('!model gpt')],
    ['behind a character of no width', calls('\u200b!model gpt')],
    ['behind several', calls(' \u2060\ufeff\u200d !stop')],
    ['behind one that turns the text', calls('\u202e!stop')],
    ['behind one that isolates it', says({ text: '@openclaw \u2066!model gpt' })],
    ['behind a soft hyphen', calls('\u00ad/model gpt')],
    ['in OpenClaw’s spelling', says({ text: '@openclaw /model gpt' })],
    ['in OpenClaw’s spelling, in capitals', calls('/MODEL gpt')],
    ['with a colon', says({ text: '@openclaw, /model: gpt' })],
    ['addressed as elsewhere', calls('/stop@openclaw')],
    ['another of OpenClaw’s', says({ text: '@openclaw /whoami' })],
    ['by an administrator of the workspace', says({ text: '@openclaw !model gpt', actor: admin })],
  ]),
  ...refused('paired-people', 'command-not-authorized', [
    ['by somebody who may talk, and is no operator', says({ text: '@openclaw !model gpt', actor: bob })],
    ['behind one that is for everybody', says({ text: '@openclaw !new gpt', actor: bob })],
    ['to the other side of one that is for everybody', says({ text: '@openclaw /status /model gpt', actor: bob })],
    ['of a run that somebody else started', says({ text: '@openclaw !stop', actor: bob })],
  ]),
  ...refused('only-alice', 'sender-not-allowed', [
    ['by somebody who may not talk', says({ text: '@openclaw !status' })],
  ]),
  ...refused('on-mention', 'unknown-command', [['one that there is not', calls('!config show')]]),
];

const LATER = [
  ...refused('only-alice', 'sender-not-allowed', [
    ['an edit that adds a mention, by its author', edits({ actor: eve })],
    ['an edit of somebody else’s that adds a mention', edits({ actor: eve, authorId: 'Alice1' })],
    ['an edit without a mention', edits({ actor: eve, mentioned: false, text: 'do it' })],
    ['a reaction to the bot', reacts],
    ['a reaction that is taken back', takesBack],
    ['a deletion', deletes],
  ]),
  ...refused('on-mention', 'another-bot', [['a reaction by a bot', (id) => ({ ...reacts(id), actor: robot })]]),
];

export const ATTEMPTS: readonly Attempt[] = [
  ...PRETENDING,
  ...WHERE_IT_IS_CLOSED,
  ...WITHOUT_A_MENTION,
  ...COMMANDS,
  ...LATER,
];
