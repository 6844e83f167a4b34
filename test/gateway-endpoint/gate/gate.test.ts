import { describe, expect, test } from 'vitest';
import { bareUserId } from '../../../gateway-endpoint/src/config/identity.ts';
import { aFile, type aMessage, aSpeaker, EDITOR, WEBHOOK } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { ask, type Further, readingOf, verdictOn } from './ask.ts';

const direct = { id: 'Dm1', type: 'direct', name: '' } as const;
const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

describe('who starts a turn', () => {
  test.each<[string, object, Parameters<typeof aMessage>[0], string]>([
    ['a mention in a room', open, {}, 'starts'],
    ['a direct message', open, { room: direct, mentioned: false }, 'starts'],
    ['no mention', open, { mentioned: false }, 'not-mentioned'],
    ['no mention where none is needed', { ...open, requireMention: false }, { mentioned: false }, 'starts'],
    ['the bot itself', open, { actor: { id: BOT.id } }, 'own-message'],
    ['another bot', open, { actor: { type: 'bot' } }, 'another-bot'],
    ['an app', open, { actor: { type: 'app' } }, 'another-bot'],
    ['a visitor of omnichannel', open, { room: { type: 'livechat' } }, 'livechat-room'],
    ['an encrypted room', open, { room: { encrypted: true } }, 'encrypted-room'],
    ['nothing but space', open, { text: '  ' }, 'no-text'],
    ['a file without a word', { ...open, requireMention: false }, { text: '', files: [aFile()] }, 'starts'],
    ['a stranger, as it is by default', {}, { room: direct }, 'pairing-required'],
    ['a room, as it is by default', {}, {}, 'nobody-allowed'],
    ['a stranger to the list', { dmPolicy: 'allowlist', allowFrom: ['Bob1'] }, { room: direct }, 'sender-not-allowed'],
    ['somebody on the list', { dmPolicy: 'allowlist', allowFrom: ['user:Alice1'] }, { room: direct }, 'starts'],
    [
      'the same id in another case',
      { dmPolicy: 'allowlist', allowFrom: ['alice1'] },
      { room: direct },
      'sender-not-allowed',
    ],
    ['a name on the list', { dmPolicy: 'allowlist', allowFrom: ['@alice'] }, { room: direct }, 'name-not-accepted'],
    ['somebody on the list of rooms', { groupAllowFrom: ['Alice1'] }, {}, 'starts'],
    ['somebody else in a room', { groupAllowFrom: ['Bob1'] }, {}, 'sender-not-allowed'],
    ['direct messages switched off', { dmPolicy: 'disabled' }, { room: direct }, 'direct-disabled'],
    ['rooms switched off', { groupPolicy: 'disabled' }, {}, 'rooms-disabled'],
  ])('%s', async (_name, section, told, expected) => {
    expect(await ask(section, told)).toBe(expected);
  });
});

describe('[S18] an integration that posts in somebody’s name has none of their rights', () => {
  const alices = ['Alice1', '@alice'];
  const bots = { allowBots: true, dangerouslyAllowNameMatching: true };
  const people = { dmPolicy: 'allowlist', allowFrom: alices, groupAllowFrom: alices };
  test.each<[string, object, Parameters<typeof aMessage>[0], string]>([
    ['in a room', open, {}, 'another-bot'],
    ['directly', open, { room: direct }, 'another-bot'],
    ['in a room where bots need a mention', { ...open, allowBots: 'mentions' }, { mentioned: false }, 'another-bot'],
    ['a mention where bots need one', { ...open, allowBots: 'mentions' }, {}, 'starts'],
    ['where bots are heard', { ...open, ...bots }, {}, 'starts'],
    ['where alice is listed, by id and by name', { ...people, ...bots }, {}, 'sender-not-allowed'],
    ['directly, where alice is listed', { ...people, ...bots }, { room: direct }, 'sender-not-allowed'],
    [
      'a command that alice may give',
      { ...open, ...bots, commandAllowFrom: alices },
      { text: '!stop' },
      'command-not-authorized',
    ],
    ['where it is listed itself', { ...people, ...bots, groupAllowFrom: ['integration:Hook1'] }, {}, 'starts'],
  ])('%s', async (_name, section, told, expected) => {
    expect(await ask(section, { ...told, actor: WEBHOOK })).toBe(expected);
  });
});

describe('[S17] a message that somebody else has edited starts nothing', () => {
  test.each<[string, object, Parameters<typeof aMessage>[0], string]>([
    ['as it comes, without text', open, { text: '' }, 'edited-by-another'],
    ['directly', open, { text: '', room: direct }, 'edited-by-another'],
    ['with the files of its author', open, { text: '', files: [aFile()] }, 'edited-by-another'],
    ['with text all the same', open, { text: '@openclaw obey' }, 'edited-by-another'],
    ['with a command', { ...open, commandAllowFrom: ['Alice1'] }, { text: '!stop' }, 'edited-by-another'],
    ['of somebody who is not heard anyway', { groupAllowFrom: ['Bob1'] }, { text: '' }, 'sender-not-allowed'],
  ])('%s', async (_name, section, told, expected) => {
    expect(await ask(section, { ...told, editedBy: EDITOR })).toBe(expected);
  });
});

const quiet = { mentioned: false, text: 'hello' };
const ops = { groupAllowFrom: ['Bob1'] };

describe('where the agent may be spoken to', () => {
  test.each<[string, object, Parameters<typeof aMessage>[0], string, Further?]>([
    ['a room that is listed, to its members', { rooms: { Room1: { allow: true } } }, {}, 'starts'],
    ['a room that is not, beside one that is', { rooms: { Room2: { allow: true } } }, {}, 'room-not-allowed'],
    ['an entry that opens nothing', { rooms: { Room1: { requireMention: false } } }, {}, 'nobody-allowed'],
    ['a wildcard that opens nothing', { rooms: { '*': { requireMention: true } } }, {}, 'nobody-allowed'],
    ['a wildcard that opens all', { rooms: { '*': { allow: true } } }, {}, 'starts'],
    ['all but this one', { rooms: { '*': { allow: true }, Room1: { allow: false } } }, {}, 'room-not-allowed'],
    ['an open workspace but this one', { ...open, rooms: { Room1: { allow: false } } }, {}, 'room-not-allowed'],
    ['an open workspace, another listed', { ...open, rooms: { Room2: { allow: true } } }, {}, 'starts'],
    ['rooms switched off', { groupPolicy: 'disabled', rooms: { Room1: { allow: true } } }, {}, 'rooms-disabled'],
    ['a listed room, people listed', { ...ops, rooms: { Room1: { allow: true } } }, {}, 'sender-not-allowed'],
    ['people of this room', { ...ops, rooms: { Room1: { allow: true, users: ['Alice1'] } } }, {}, 'starts'],
    [
      'people of this room where rooms are open',
      { ...open, rooms: { Room1: { users: ['Bob1'] } } },
      {},
      'sender-not-allowed',
    ],
    ['nobody in this room', { ...open, rooms: { Room1: { users: [] } } }, {}, 'nobody-allowed'],
    [
      'a room by its name',
      { rooms: { '#general': { allow: true } } },
      {},
      'starts',
      { names: { '#general': 'Room1' } },
    ],
    [
      'another room of that name',
      { rooms: { general: { allow: true } } },
      {},
      'room-not-allowed',
      { names: { general: 'Room2' } },
    ],
    [
      'a room that is called like the id of one that is open',
      { rooms: { Open00000000000a1: { allow: true } } },
      {},
      'room-not-allowed',
      { names: { Open00000000000a1: 'Room1' } },
    ],
    ['everybody directly is not everybody in rooms', { dmPolicy: 'open', allowFrom: ['*'] }, {}, 'nobody-allowed'],
    ['somebody who may write directly', { allowFrom: ['Alice1'] }, {}, 'starts'],
    ['a group of people that there is not', { groupAllowFrom: ['accessGroup:nobody'] }, {}, 'access-group-unknown'],
    ['a name of no room', { rooms: { general: { allow: true } } }, {}, 'room-not-allowed'],
    [
      'a room’s id does not open a direct message',
      { rooms: { Dm1: { allow: true } } },
      { room: direct },
      'pairing-required',
    ],
    ['a group of people is a room', { rooms: { Room1: { allow: true } } }, { room: { type: 'group' } }, 'starts'],
    ['a name where names count', { groupAllowFrom: ['@alice'], dangerouslyAllowNameMatching: true }, {}, 'starts'],
    ['a name where they do not', { groupAllowFrom: ['@alice'] }, {}, 'name-not-accepted'],
  ])('%s', async (_name, section, told, expected, further) => {
    expect(await ask(section, told, further)).toBe(expected);
  });
});

describe('the gate decides whether a message is for the agent', () => {
  const onchar = { ...open, chatmode: 'onchar' };
  const inThread = { ...quiet, threadId: 'T1' };
  test.each<[string, object, Parameters<typeof aMessage>[0], string, Further?]>([
    ['nothing, without a mention', open, quiet, 'not-mentioned'],
    ['everything', { ...open, chatmode: 'onmessage' }, quiet, 'starts'],
    [
      'a mention only, whatever requireMention says',
      { ...open, chatmode: 'oncall', requireMention: false },
      quiet,
      'not-mentioned',
    ],
    ['everything in this room', { ...open, rooms: { Room1: { chatmode: 'onmessage' } } }, quiet, 'starts'],
    [
      'a mention in this room',
      { ...open, chatmode: 'onmessage', rooms: { Room1: { requireMention: true } } },
      quiet,
      'not-mentioned',
    ],
    [
      'everything in all rooms but this',
      { ...open, rooms: { '*': { requireMention: false }, Room1: { requireMention: true } } },
      quiet,
      'not-mentioned',
    ],
    ['a prefix', onchar, { ...quiet, text: '> hello' }, 'starts'],
    ['a prefix behind blanks', onchar, { ...quiet, text: '  > hello' }, 'starts'],
    ['no prefix', onchar, quiet, 'not-mentioned'],
    ['a mention where prefixes count', onchar, {}, 'starts'],
    ['a prefix where they do not count', open, { ...quiet, text: '> hello' }, 'not-mentioned'],
    ['a prefix of one’s own', { ...onchar, oncharPrefixes: ['?'] }, { ...quiet, text: '?hello' }, 'starts'],
    ['nothing behind the prefix', onchar, { ...quiet, text: '>' }, 'not-mentioned'],
    ['@all', open, { text: '@all hello', mentioned: false }, 'not-mentioned'],
    ['a name that begins with ours', open, { text: '@openclaw.botty hello', mentioned: false }, 'not-mentioned'],
    ['[F3] a mention with a full stop behind it', open, { text: 'look (@openclaw.)' }, 'starts'],
    ['[F3] a mention in emphasis', open, { text: '**@openclaw**, hello' }, 'starts'],
    ['a mention in code', open, { text: 'write `@openclaw` so' }, 'not-mentioned'],
    ['a mention in a quote', open, { text: '> @openclaw hello\nhe said' }, 'not-mentioned'],
    ['a thread of the bot’s', open, inThread, 'starts', { posts: { P1: 'T1' } }],
    ['another thread', open, inThread, 'not-mentioned', { posts: { P1: 'T2' } }],
    ['a reply to the bot’s message', open, inThread, 'starts', { posts: { T1: undefined } }],
    [
      'a thread where that does not count',
      { ...open, implicitMentions: { threadParticipation: false } },
      inThread,
      'not-mentioned',
      { posts: { P1: 'T1' } },
    ],
    [
      'a quotation of the bot',
      open,
      { ...quiet, text: '[ ](https://chat.example/channel/general?msg=P1) so?' },
      'starts',
      { posts: { P1: undefined } },
    ],
    [
      '[F6] a quotation of the bot that was posted without this gateway’s knowledge',
      open,
      { ...quiet, text: 'so?', attachments: [{ kind: 'quotation', author: { ...aSpeaker('bot'), id: BOT.id } }] },
      'starts',
    ],
    [
      '[F6] a quotation of somebody else',
      open,
      { ...quiet, text: 'so?', attachments: [{ kind: 'quotation', author: aSpeaker('bob') }] },
      'not-mentioned',
    ],
    ['a bot that mentions', { ...open, allowBots: 'mentions' }, { actor: { type: 'bot' } }, 'starts'],
    [
      'a bot that does not',
      { ...open, allowBots: 'mentions', requireMention: false },
      { ...quiet, actor: { type: 'bot' } },
      'another-bot',
    ],
    ['any bot', { ...open, allowBots: true, requireMention: false }, { ...quiet, actor: { type: 'app' } }, 'starts'],
    [
      'a bot in a room for bots',
      { ...open, rooms: { Room1: { allowBots: true } } },
      { actor: { type: 'bot' } },
      'starts',
    ],
    ['ourselves, where bots may', { ...open, allowBots: true }, { actor: { id: BOT.id, type: 'bot' } }, 'own-message'],
  ])('%s', async (_name, section, told, expected, further) => {
    expect(await ask(section, told, further)).toBe(expected);
  });
});

test.each([
  ['a command that is refused', '!model gpt'],
  ['a question', 'hello'],
])('of %s the rights of its author are known', async (_, text) => {
  const { may } = await verdictOn({ ...open, execApprovals: { approvers: ['Alice1'] } }, { text });
  expect(may).toEqual({ isOperator: false, isApprover: true });
});

describe('commands in a gateway that has an owner', () => {
  const owned = (...ownerAllowFrom: string[]): Further => ({ commands: { ownerAllowFrom } });
  const operator = { ...open, commandAllowFrom: ['Alice1'] };
  test.each<[string, string, Further, string]>([
    ['from the owner', '!model gpt', owned('rocketchat:Alice1'), 'starts'],
    ['from an operator who is none', '!model gpt', owned('rocketchat:Bob1'), 'command-not-authorized'],
    ['for everybody', '!status', owned('rocketchat:Bob1'), 'starts'],
    ['where the owner is known elsewhere only', '!model gpt', owned('telegram:1'), 'starts'],
    [
      'where the operator says who may',
      '!model gpt',
      { commands: { ownerAllowFrom: ['rocketchat:Bob1'], allowFrom: { rocketchat: ['Alice1'] } } },
      'starts',
    ],
    [
      'where the operator says that others may',
      '!model gpt',
      { commands: { allowFrom: { rocketchat: ['Bob1'] } } },
      'command-not-authorized',
    ],
    [
      'where the operator says nothing of this channel',
      '!model gpt',
      { commands: { ownerAllowFrom: ['rocketchat:Bob1'], allowFrom: {} } },
      'command-not-authorized',
    ],
  ])('%s', async (_name, text, further, expected) => {
    expect(await ask(operator, { text, mentioned: false }, further)).toBe(expected);
  });
});

describe('commands', () => {
  const say = (text: string, more: object = {}) => ({ text, mentioned: false, ...more });
  const operator = { ...open, commandAllowFrom: ['Alice1'] };
  test.each<[string, object, Parameters<typeof aMessage>[0], string]>([
    ['one for everybody, without a mention', open, say('!status'), 'starts'],
    ['with space around it and in capitals', open, say('  !Status '), 'starts'],
    ['behind a mention', open, say('@openclaw !new', { mentioned: true }), 'starts'],
    ['from somebody who may not speak', ops, say('!status'), 'sender-not-allowed'],
    ['in a room that is closed', { rooms: { Room2: { allow: true } } }, say('!status'), 'room-not-allowed'],
    ['one for operators, when nobody is one', open, say('!model gpt'), 'command-not-authorized'],
    ['the same in a direct message', open, say('!model gpt', { room: direct }), 'starts'],
    ['one for operators, from one', operator, say('!stop'), 'starts'],
    ['one for operators, from another', operator, say('!stop', { actor: { id: 'Bob1' } }), 'command-not-authorized'],
    [
      'the same in a direct message, where there is a list',
      operator,
      say('!stop', { room: direct, actor: { id: 'Bob1' } }),
      'command-not-authorized',
    ],
    ['in OpenClaw’s spelling', open, say('@openclaw /model gpt', { mentioned: true }), 'command-not-authorized'],
    ['behind a character without a shape', open, say('\u200b!model gpt'), 'command-not-authorized'],
    ['one that there nearly is', open, say('!statsu'), 'unknown-command'],
    ['one that there nearly is, in a direct message', open, say('!modle x', { room: direct }), 'unknown-command'],
    ['[F5] one that there is not', open, say('!important: lunch'), 'not-mentioned'],
    ['[F5] one that there is not, in a direct message', open, say('!important', { room: direct }), 'starts'],
    ['[F5] one that there is not, behind a mention', open, say('@openclaw !!! urgent', { mentioned: true }), 'starts'],
    ['[F5] no more than the prefix', open, say('!', { room: direct }), 'starts'],
    [
      'a prefix for messages as well',
      { ...open, chatmode: 'onchar', oncharPrefixes: ['!'] },
      say('!important: lunch'),
      'starts',
    ],
    [
      'a misspelt command, where its prefix is one for messages as well',
      { ...open, chatmode: 'onchar', oncharPrefixes: ['!'] },
      say('!statsu'),
      'starts',
    ],
    ['the prefix of another workspace', { ...open, commandPrefix: '.' }, say('!status'), 'not-mentioned'],
    ['no prefix at all', { ...open, commandPrefix: '' }, say('!status'), 'not-mentioned'],
    ['one of OpenClaw’s, from an operator', operator, say('/whoami'), 'starts'],
    ['one of OpenClaw’s, from somebody who may talk', open, say('/whoami'), 'command-not-authorized'],
    ['one of OpenClaw’s, where nobody is listed', { groupPolicy: 'open' }, say('/whoami'), 'command-not-authorized'],
  ])('%s', async (_name, section, told, expected) => {
    expect(await ask(section, told)).toBe(expected);
  });
});

describe('[F18] who may approve in words', () => {
  const owned: Further = { commands: { ownerAllowFrom: ['rocketchat:Alice1'] } };
  const named = { ...open, execApprovals: { approvers: ['Bob1'] } };
  const text = '!approve 1 allow-once';
  const by = (id: string, more: object = {}) => ({ text, mentioned: false, actor: { id }, ...more });
  test.each<[string, object, Parameters<typeof aMessage>[0], string, Further?]>([
    ['the owner, where nobody is named', open, by('Alice1'), 'starts', owned],
    ['the owner, directly', open, by('Alice1', { room: direct }), 'starts', owned],
    ['an approver', named, by('Bob1'), 'starts', owned],
    ['an approver, in OpenClaw’s spelling', named, by('Bob1', { text: '/approve 1 deny' }), 'starts', owned],
    ['the owner, where others are named', named, by('Alice1'), 'not-an-approver', owned],
    ['an operator', { ...named, commandAllowFrom: ['Carol1'] }, by('Carol1'), 'not-an-approver'],
    ['anybody, where there is no approver', open, by('Carol1', { room: direct }), 'not-an-approver'],
    [
      'an approver who may not speak here',
      { ...named, groupAllowFrom: ['Carol1'], groupPolicy: 'allowlist' },
      by('Bob1'),
      'sender-not-allowed',
    ],
    ['an approver whose words somebody else has written', named, by('Bob1', { editedBy: EDITOR }), 'edited-by-another'],
    ['an approver, by a click', named, by('Bob1'), 'not-an-approver', { isFromControl: true }],
  ])('%s', async (_name, section, told, expected, further) => {
    expect(await ask(section, told, further)).toBe(expected);
  });
});

test.each([
  ['rocketchat:user:Ab1', 'Ab1'],
  ['user:Ab1', 'Ab1'],
  [' Ab1 ', 'Ab1'],
])('%j names the user %j', (entry, id) => {
  expect(bareUserId(entry)).toBe(id);
});

describe('[S3] the reading that OpenClaw may give a message', () => {
  const operator = { ...open, commandAllowFrom: ['Alice1'] };
  const owned: Further = { commands: { ownerAllowFrom: ['rocketchat:Bob1'] } };
  const by = (id: string, text: string) => ({ text: `@openclaw ${text}`, actor: { id } });
  test.each<[string, object, Parameters<typeof aMessage>[0], string, Further?]>([
    ['a question of an operator', operator, by('Alice1', 'hello /model x'), 'operator'],
    ['a text that OpenClaw takes for a command line', operator, by('Alice1', '! rm -rf x'), 'words'],
    ['the same without a blank', operator, by('Alice1', '!important /model x'), 'words'],
    ['the same behind signs', operator, by('Alice1', '"\u200b!!ls'), 'words'],
    ['the same in a direct message', { dmPolicy: 'open', allowFrom: ['*'] }, { text: '!5 > 3', room: direct }, 'words'],
    ['a sign later on', operator, by('Alice1', 'hello! /model x'), 'operator'],
    ['the same of anybody else', operator, by('Bob1', 'hello /model x'), 'words'],
    ['a question where nobody is an operator', open, by('Alice1', '/think high and tell me'), 'words'],
    ['a direct message, where nobody is listed', open, { room: direct, text: 'hello /model x' }, 'operator'],
    ['the same, where somebody is', operator, { room: direct, text: 'x /t high', actor: { id: 'Bob1' } }, 'words'],
    ['the same, where somebody owns the gateway', open, { room: direct, text: 'x /t high' }, 'words', owned],
    ['a question of the owner', open, by('Bob1', 'hello /model x'), 'operator', owned],
    ['a question of somebody who is an operator, and no owner', operator, by('Alice1', 'hi /t high'), 'words', owned],
    ['the status', open, by('Alice1', '!status'), 'granted', owned],
    ['the status, for the owner', open, by('Bob1', '!status'), 'operator', owned],
    [
      'a click of the owner',
      open,
      by('Bob1', '/whoami'),
      'command-not-authorized',
      {
        ...owned,
        isFromControl: true,
      },
    ],
    [
      'words that the owner clicked',
      open,
      by('Bob1', '[button] /approve 1'),
      'words',
      { ...owned, isFromControl: true },
    ],
  ])('%s', async (_name, section, told, expected, further) => {
    expect(await readingOf(section, told, further)).toBe(expected);
  });
});

describe('[S4b] who may stop', () => {
  const owned: Further = { commands: { ownerAllowFrom: ['rocketchat:Alice1'] } };
  const own = { ...owned, isOwnRun: true };
  const by = (id: string, text: string) => ({ text, mentioned: false, actor: { id } });
  test.each<[string, object, Parameters<typeof aMessage>[0], string, Further?]>([
    ['the owner, with nothing configured', open, by('Alice1', '!stop'), 'operator', owned],
    [
      'the owner, beside a list of operators',
      { ...open, commandAllowFrom: ['Bob1'] },
      by('Alice1', '!stop'),
      'operator',
      owned,
    ],
    ['who asked', open, by('Bob1', '!stop'), 'granted', own],
    ['who asked, in a word', open, by('Bob1', 'stop'), 'granted', own],
    ['anybody else, in a word', open, by('Bob1', 'stop'), 'command-not-authorized', { ...owned, isRunning: true }],
    [
      'nobody, where nothing runs: to the bot it is a word',
      open,
      { ...by('Bob1', 'stop'), mentioned: true },
      'words',
      owned,
    ],
    ['nobody, where nothing runs: to others it is theirs', open, by('Bob1', 'stop'), 'not-mentioned', owned],
    ['the owner, where nothing of ours runs', open, by('Alice1', 'stop'), 'operator', owned],
    ['who asked, in a room that is closed', {}, by('Bob1', '!stop'), 'nobody-allowed', own],
    ['anybody else', open, by('Bob1', '!stop'), 'command-not-authorized', owned],
    ['who asked, with something behind it', open, by('Bob1', '!stop all'), 'command-not-authorized', own],
    ['the model, by who asked', open, by('Bob1', '!model gpt'), 'command-not-authorized', own],
    ['the owner, in OpenClaw’s own spelling', open, by('Alice1', '/whoami'), 'operator', owned],
  ])('%s', async (_name, section, told, expected, further) => {
    expect(await readingOf(section, told, further)).toBe(expected);
  });
});
