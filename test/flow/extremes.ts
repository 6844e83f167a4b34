import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import { PEOPLE } from './who-and-where.ts';

/** Odd values that the contract lets through: in ids, in names and texts, and in times. */
const IDS = [
  ...[
    '!',
    '~',
    '%',
    '%00',
    '%2e%2e',
    '/',
    '//',
    '\\',
    ':',
    '::',
    '..',
    '../../x',
    '.',
    '?',
    '#',
    '*',
    '|',
    '`',
    '"',
    "'",
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'NaN',
    'true',
    '0',
    '-1',
  ],
  ...['channel:x', 'user:x', 'agent:main:x', '{}', '[]', '{{x}}', '<b>', '@all', 'a|b', 'x'.repeat(LIMITS.idChars)],
];
const TEXTS = [
  ...[
    '',
    ' ',
    '\n',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\ud800',
    '\udfff',
    '\ufeff',
    '@',
    '!',
    '/',
    '```',
    '>',
    '\\',
    '%s%n',
  ],
  ...[
    '🙂'.repeat(LIMITS.textChars / 2),
    'x'.repeat(LIMITS.textChars),
    '['.repeat(LIMITS.textChars),
    '\n'.repeat(LIMITS.textChars),
  ],
];
const TIMES = [0, 1, 253_402_300_799_999, LIMITS.lastInstantMs - 1, 8_640_000];
const EMOJI = [':x:', ':%:', ':__proto__:', `:${'x'.repeat(64)}:`, ':\u202e:', ':🙂:', ':/:', ':..:'];

let serial = 0;

/** Events of every type with these values, each in a room of its own, where it is not the room that is odd. */
export function extremeEvents(mark: string): Event[] {
  return [
    ...IDS.flatMap((odd) => [
      ...ofEveryType(mark, { roomId: `${odd}-${++serial}`.slice(-LIMITS.idChars) }),
      ...ofEveryType(mark, { other: odd }),
    ]),
    ...TEXTS.flatMap((odd) => ofEveryType(mark, { text: odd })),
    ...TIMES.flatMap((at) => ofEveryType(mark, { at })),
    ...EMOJI.flatMap((emoji) => ofEveryType(mark, { emoji }).filter(({ type }) => type === 'reaction.added')),
  ];
}

interface Odd {
  readonly roomId?: string;
  readonly other?: string;
  readonly text?: string;
  readonly at?: number;
  readonly emoji?: string;
}

function ofEveryType(mark: string, { roomId, other, text = 'hello', at = Date.now(), emoji = ':tada:' }: Odd): Event[] {
  const n = ++serial;
  const id = other ?? `${mark}-${n}`;
  const name = text.slice(0, LIMITS.nameChars);
  const room = { id: roomId ?? `${mark}-room-${n}`, type: 'channel', name } as const;
  const actor = { ...PEOPLE.eve, name, username: name || 'eve' };
  const message = { id: `${mark}${n}`, text, mentions: [], files: [], createdAt: at };
  const ref = { id, authorId: other ?? 'Somebody' };
  const where = (type: string) => ({ id: `${type}:${mark}-${n}`, at, room, actor });
  return [
    { ...where('message.sent'), type: 'message.sent', message: { ...message, id } },
    { ...where('message.updated'), type: 'message.updated', message: { ...message, id, editedAt: at }, authorId: id },
    { ...where('message.deleted'), type: 'message.deleted', message: ref },
    { ...where('reaction.added'), type: 'reaction.added', message: ref, emoji },
    { ...where('reaction.removed'), type: 'reaction.removed', message: ref, emoji },
    { ...where('action.clicked'), type: 'action.clicked', message: ref, actionId: id, value: text, triggerId: id },
    { ...where('view.submitted'), type: 'view.submitted', viewId: id, values: { [id]: text }, triggerId: id },
    { ...where('command.invoked'), type: 'command.invoked', command: name, text, threadId: id, triggerId: id },
    { ...where('room.joined'), type: 'room.joined' },
    { ...where('room.left'), type: 'room.left' },
    { ...where('gap'), type: 'gap', what: 'messages', count: Number.MAX_SAFE_INTEGER, since: 0, until: at },
  ];
}
