import type { Command, Event } from '@rocketchat-openclaw/shared';

const room = { id: 'GENERAL', type: 'channel', name: 'general' } as const;
const actor = { id: 'U1', username: 'bob', name: 'Bob', type: 'user', roles: ['user'] } as const;
const bot = { id: 'B1', username: 'openclaw.bot' };
const inRoom = { at: 1_767_323_045_000, room, actor: { ...actor, roles: ['user'] } };
const message = {
  id: 'M1',
  text: 'hi',
  threadId: 'M0',
  mentions: [bot],
  files: [{ id: 'F1', name: 'a.png', type: 'image/png', size: 12 }],
  createdAt: 1_767_323_045_000,
  editedAt: 1_767_323_046_000,
};
const ref = { id: 'M1', threadId: 'M0', authorId: 'U1' };

/** One of each event. The fields of messages, people and rooms that are rare stand in `RARE_EVENTS`. */
export const EVENTS: Event[] = [
  { type: 'message.sent', id: 'e1', ...inRoom, message },
  { type: 'message.updated', id: 'e2', ...inRoom, message, authorId: 'U1' },
  { type: 'message.deleted', id: 'e3', ...inRoom, message: ref },
  { type: 'reaction.added', id: 'e4', ...inRoom, message: ref, emoji: ':+1:' },
  { type: 'reaction.removed', id: 'e5', ...inRoom, message: ref, emoji: ':grin:' },
  { type: 'action.clicked', id: 'e6', ...inRoom, message: ref, actionId: 'yes', value: '1', triggerId: 't' },
  { type: 'view.submitted', id: 'e7', ...inRoom, viewId: 'v', values: { reason: 'because' }, triggerId: 't' },
  { type: 'command.invoked', id: 'e8', ...inRoom, command: 'openclaw', text: 'status', threadId: 'M0', triggerId: 't' },
  { type: 'room.joined', id: 'e9', ...inRoom },
  { type: 'room.left', id: 'e10', ...inRoom },
  { type: 'gap', id: 'e12', ...inRoom, what: 'reactions', count: 3, since: 1, until: 2 },
  {
    type: 'app.hello',
    id: 'e11',
    at: 1,
    hello: {
      appVersion: '0.1.0',
      bot,
      siteUrl: 'https://chat.example.com',
      egress: { paused: false, scope: 'addressed', rooms: [] },
      messageMaxChars: 5000,
      now: 1,
    },
  },
];

const way = { lastAt: 1, fault: { since: 1, why: 'the gateway does not answer' } };
const privatePath = '/api/apps/private/d0b4f9a2-5c1e-4e7b-8a36-2f6e7c9b1d54/1f3b/commands';
const editor = { id: 'U2', username: 'carol', name: 'Carol' };
const rareRoom = { ...room, parentId: 'R0', encrypted: false };
const rareActor = {
  ...{ id: 'alias:U1', username: '', name: 'irc-dan', type: 'bot' as const, roles: [] },
  via: { kind: 'alias' as const, id: 'A1', username: 'relay', name: 'IRC bridge' },
};
const quotation = {
  ...{ kind: 'quotation' as const, messageId: 'M2', author: rareActor, editedBy: editor, room: rareRoom },
  ...{ title: 'Build', text: 'It is broken.', fields: [{ title: 'branch', value: 'main' }], files: message.files },
};

/** With every field that those above leave out. */
export const RARE_EVENTS: Event[] = [
  {
    ...{ type: 'message.updated', id: 'e13', at: 1, room: rareRoom, actor: rareActor, authorId: 'U1' },
    message: {
      ...{ ...message, alias: 'Dan', editedBy: editor },
      attachments: [{ ...quotation, attachments: [{ ...quotation, attachments: [quotation] }] }],
    },
  },
  { type: 'message.sent', id: 'e15', ...inRoom, actor: { ...inRoom.actor, language: 'pt-BR' }, message },
  {
    ...{ type: 'app.hello', id: 'e14', at: 1 },
    hello: {
      ...{ appVersion: '0.1.0', bot, siteUrl: 'https://chat.example.com', messageMaxChars: 5000, now: 1 },
      egress: { paused: false, scope: 'addressed', rooms: [] },
      ...{ commandPath: privatePath, features: ['upload.sha256'], way, language: 'pt-BR' },
    },
  },
];

const envelope = { v: 1, key: 'k1' } as const;
const answers = 'message.sent:M1';
const on = { ...envelope, roomId: 'R', messageId: 'M' };
const gateway = {
  ...{ pluginVersion: '0.1.0', accountId: 'default', features: ['message.attachments'], way, now: 1 },
  activation: {
    commandPrefixes: ['!status'],
    oncharPrefixes: ['>'],
    mentionAll: true,
    answersEveryMessageIn: ['ops'],
  },
};

/** One of each command, with every optional field present. */
export const COMMANDS: Command[] = [
  { ...envelope, command: 'hello', gateway },
  {
    ...envelope,
    command: 'post',
    answers,
    roomId: 'R',
    threadId: 'M0',
    alsoInRoom: true,
    quiet: true,
    text: 'hello',
    blocks: [
      { type: 'section', text: 'Shall I?' },
      { type: 'context', text: 'it takes a minute' },
      { type: 'divider' },
      {
        type: 'actions',
        elements: [
          { type: 'button', actionId: 'yes', text: 'Yes', value: '1', style: 'primary' },
          { type: 'select', actionId: 'when', placeholder: 'When', options: [{ text: 'Now', value: 'now' }] },
        ],
      },
    ],
  },
  { ...on, answers, command: 'update', text: 'new', blocks: [{ type: 'context', text: 'done by Bob' }] },
  { ...on, answers, command: 'delete' },
  { ...on, answers, command: 'react', emoji: ':eyes:' },
  { ...on, answers, command: 'unreact', emoji: ':eyes:' },
  { ...envelope, answers, command: 'typing', roomId: 'R', threadId: 'M0', on: true },
  { ...envelope, answers, command: 'notify', roomId: 'R', userId: 'U', threadId: 'M0', text: 'only you' },
  {
    ...envelope,
    command: 'fetch',
    waitMs: 20_000,
    answered: {
      id: 'd1',
      status: 202,
      headers: { 'x-openclaw-delivery-accepted': 'durable', 'retry-after': '1', date: 'Sat, 21 Nov 2026 20:30:37 GMT' },
      answer: { results: [{ id: 'e1', outcome: 'refused', reason: 'no-event' }], hello: gateway },
    },
  },
  { ...envelope, command: 'filePart', path: '/f/1', index: 0, bytes: 'AAAA' },
  {
    ...envelope,
    command: 'upload',
    answers,
    roomId: 'R',
    threadId: 'M0',
    path: '/f/1',
    name: 'a',
    type: 'b/c',
    size: 1,
    sha256: 'x'.repeat(43),
    text: 'x',
  },
  { ...envelope, command: 'readFile', roomId: 'R', fileId: 'F', offset: 0, length: 10 },
  { ...envelope, command: 'history', roomId: 'R', before: 5, limit: 20 },
  { ...envelope, command: 'thread', roomId: 'R', threadId: 'M0', limit: 20 },
  { ...on, command: 'reactions' },
  { ...envelope, command: 'findRooms', query: 'general', limit: 5, exact: true },
  { ...envelope, command: 'findUsers', query: 'bo', limit: 5 },
  { ...envelope, command: 'namesTaken', names: ['param', 'bob'] },
  { ...envelope, answers, command: 'openDirect', userIds: ['U1'] },
  { ...envelope, command: 'members', roomId: 'R', limit: 5 },
  { ...on, command: 'pin' },
  { ...on, command: 'unpin' },
  { ...envelope, command: 'pins', roomId: 'R' },
  {
    ...envelope,
    command: 'openView',
    answers,
    roomId: 'R',
    userId: 'U',
    triggerId: 't',
    viewId: 'v1',
    title: 'Why?',
    submit: 'Send',
    input: { actionId: 'reason', label: 'Your reason', placeholder: 'because …', multiline: true },
  },
  { ...envelope, command: 'outcome', of: 'k0' },
];
