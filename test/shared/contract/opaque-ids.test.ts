import { Actor, Event, EventId, Id, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { EVENTS } from './samples.ts';

/** As other servers of a federation choose them. */
const OPAQUE = [
  'Jörg Müller',
  'jörg',
  'a b',
  'a  b',
  '@jörg:matrix.example',
  '田中',
  '😀',
  'a/b\\c',
  'a%20b',
  'a"b',
  'x'.repeat(LIMITS.idChars),
  'ü'.repeat(LIMITS.idChars),
];

const NONE = [
  '',
  ' ',
  ' a',
  'a ',
  '\u00a0a',
  'a\n',
  'a\nb',
  'a\u0000b',
  'a\u007fb',
  'a\u0085b',
  'a\u2028b',
  'a\u202eb',
  'a\u200bb',
  '\ud83d',
  'a\udc00',
  'x'.repeat(LIMITS.idChars + 1),
];

describe('[F11] an id is whatever the server says', () => {
  test.each(OPAQUE)('%j is one', (id) => {
    expect(Id.parse(id)).toBe(id);
    expect(EventId.parse(id)).toBe(id);
    expect(Actor.safeParse({ id, username: 'u', name: 'n', type: 'user', roles: [] }).success).toBe(true);
  });

  test.each(NONE)('%j is none', (id) => {
    expect(Id.safeParse(id).success).toBe(false);
  });

  test.each(EVENTS.filter((event) => 'actor' in event))('$type by such a person', (event) => {
    const changed = {
      ...event,
      id: `${event.type}:Jörg Müller`,
      actor: { ...('actor' in event && event.actor), id: 'Jörg Müller' },
    };
    expect(Event.safeParse(changed).success).toBe(true);
  });
});
