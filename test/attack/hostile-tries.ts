import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { OPERATOR } from '../flow/gateway-setup.ts';
import { PEOPLE } from '../flow/who-and-where.ts';
import { aMessage, anEdit } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';

/** One event that a hostile workspace signs: nobody of it owns anything, and it says whatever it likes. */
export interface HostileTry {
  readonly what: string;
  readonly event: (id: string) => object;
}

type Told = NonNullable<Parameters<typeof aMessage>[0]>;

const person = { username: 'owner', name: 'The Owner', type: 'user' as const, roles: ['admin', 'owner'] };

/** The owner of each other account, in every spelling that a list could take for theirs. */
const OWNERS = [
  OPERATOR,
  `guarded/${OPERATOR}`,
  `default/${OPERATOR}`,
  `rocketchat:${OPERATOR}`,
  `rocketchat:guarded/${OPERATOR}`,
  `hostile/../guarded/${OPERATOR}`,
  `guarded~2f${OPERATOR}`,
  OPERATOR.toLowerCase(),
  PEOPLE.alice.id,
  '*',
];

const FOR_OWNERS = [
  '!model local/other',
  '!stop',
  '@openclaw /restart',
  '@openclaw /config show',
  '@openclaw /approve 1 allow-once',
];

const says =
  (told: Told) =>
  (id: string): EventOf<'message.sent'> =>
    aMessage({ ...told, id });

const AS_OWNERS: HostileTry[] = OWNERS.flatMap((id) => [
  ...FOR_OWNERS.map((text, index) => ({
    what: `${text} as ${id}, in a room`,
    event: says({ text, actor: { ...person, id }, room: { id: `HostileRoom${index}`, name: 'general' } }),
  })),
  {
    what: `/restart as ${id}, directly`,
    event: says({ text: '/restart', actor: { ...person, id }, room: { id: `Dm${id}`, type: 'direct', name: '' } }),
  },
]);

/** Rooms and threads that sound like another account's. */
const PLACES: HostileTry[] = [
  'GENERAL',
  'general',
  'guarded/GENERAL',
  'default/GENERAL',
  'channel:GENERAL',
  'guarded:channel:GENERAL',
  'GENERAL:thread:T1',
  'agent:main:rocketchat:channel:general',
  'main',
  '../guarded/GENERAL',
  '__proto__',
  'constructor',
].flatMap((id) => [
  { what: `a question in the room ${id}`, event: says({ text: '@openclaw hello', room: { id, name: 'general' } }) },
  {
    what: `a question in a thread called ${id}`,
    event: says({ text: '@openclaw hello', room: { id: 'HostileThreads', name: 'general' }, threadId: id }),
  },
]);

const at = Date.now();
const where = { room: aMessage().room, actor: { ...person, id: OPERATOR } };

function clicks(what: string, value: string): HostileTry {
  const message = { id: 'Post1', authorId: BOT.id };
  return {
    what,
    event: (id) => ({ type: 'action.clicked', id: `click:${id}`, at, ...where, message, actionId: 'a', value }),
  };
}

/** Things that happened to what is not theirs, and values at the end of what there is. */
const ODD: HostileTry[] = [
  clicks('a click that approves', '/approve 1 allow-always'),
  clicks('a click that guesses', `${'A'.repeat(22)}.0`),
  {
    what: 'a form of somebody else',
    event: (id) => ({
      type: 'view.submitted',
      id: `form:${id}`,
      at,
      ...where,
      viewId: 'v',
      values: { ['__proto__']: 'x' },
    }),
  },
  {
    what: 'an edit of what an owner said',
    event: (id) => anEdit({ id, text: '!stop', authorId: OPERATOR, actor: where.actor }),
  },
  { what: 'a gap that never ends', event: (id) => aGap(id, Number.MAX_SAFE_INTEGER) },
  { what: 'a gap before all time', event: (id) => ({ ...aGap(id, 0), since: -1 }) },
  { what: 'a message of the year 300,000', event: (id) => aMessage({ id, at: 9_400_000_000_000_000 }) },
  {
    what: 'a room of another kind',
    event: (id) => ({ ...aMessage({ id }), room: { id: 'R', type: 'root', name: '' } }),
  },
  { what: 'an account in the event', event: (id) => ({ ...aMessage({ id }), accountId: 'guarded' }) },
];

const aGap = (id: string, until: number) => ({
  ...{ type: 'gap', id: `gap:${id}`, at, ...where },
  ...{ what: 'messages', count: 1, since: 0, until },
});

const hello = (change: object) => ({
  ...{ appVersion: '9', bot: BOT, siteUrl: 'https://chat.example', messageMaxChars: 5_000, now: at },
  ...{ egress: { paused: false, scope: 'addressed', rooms: [] } },
  ...change,
});

const HELLOS: HostileTry[] = [
  ['a path on another server', { commandPath: 'https://elsewhere.example/api/apps/private/x/y/commands' }],
  ['a path of something else', { commandPath: '/api/v1/users.list' }],
  ['a path that climbs', { commandPath: '/api/apps/private/../../v1/logout' }],
  ['a bot with line feeds', { bot: { id: BOT.id, username: 'x\nerror: forged line' } }],
  ['an address with ESC', { siteUrl: 'https://x.example/\u001b[2J' }],
  ['a version with a line of its own', { appVersion: '1\ninfo: forged line' }],
].map(([what = '', change]) => ({
  what: `a hello with ${String(what)}`,
  event: (id: string) => ({ type: 'app.hello', id: `app.hello:${id}`, at, hello: hello(change as object) }),
}));

export const HOSTILE_TRIES: readonly HostileTry[] = [...AS_OWNERS, ...PLACES, ...ODD, ...HELLOS];

export const asEvent = (event: object): Event => event as Event;
