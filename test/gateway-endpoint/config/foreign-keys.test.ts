import { describe, expect, test } from 'vitest';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from '../../../gateway-endpoint/src/config/foreign-keys.ts';
import { legacyConfigRules } from '../../../gateway-endpoint/src/config/legacy-rules.ts';
import { RocketChatConfig } from '../../../gateway-endpoint/src/config/schema.ts';

/** Where such a key may stand; behind it, what doctor calls the place. */
const PLACES: [string, Record<string, string>, (key: string) => object, (key: string) => [string, string]][] = [
  ['at the root', FOREIGN_KEYS, (key) => ({ [key]: 'x' }), (key) => [`channels.rocketchat.${key}`, '']],
  [
    'of an account',
    FOREIGN_KEYS,
    (key) => ({ accounts: { one: {}, two: { [key]: { a: 1 } } } }),
    (key) => ['channels.rocketchat.accounts', `<id>.${key}: `],
  ],
  [
    'of a room',
    FOREIGN_ROOM_KEYS,
    (key) => ({ rooms: { general: { [key]: true } } }),
    (key) => ['channels.rocketchat.rooms', `<room>.${key}: `],
  ],
];

describe.each(PLACES)('a key of another channel %s', (_place, cures, sectionWith, nameOf) => {
  test.each(Object.entries(cures))('%s is refused with what to use instead', (key, cure) => {
    const issues = RocketChatConfig.safeParse(sectionWith(key)).error?.issues ?? [];
    expect(issues).toMatchObject([{ message: cure, path: expect.arrayContaining([key]) }]);
  });

  test.each(Object.entries(cures))('%s is named by doctor', (key, cure) => {
    const [path, prefix] = nameOf(key);
    expect(said(sectionWith(key))).toEqual([`${path}: ${prefix}${cure}`]);
  });
});

test('a section without such keys is none of doctor’s business', () => {
  expect(
    said({ baseUrl: 'https://chat.example.com', rooms: { general: { allow: true } }, accounts: { one: {} } }),
  ).toEqual([]);
});

test.each(Object.entries({ ...FOREIGN_KEYS, ...FOREIGN_ROOM_KEYS }))(
  'the cure of %s fits into OpenClaw’s message',
  (_key, cure) => {
    expect(`nothing: ${cure}`.length).toBeLessThanOrEqual(160);
  },
);

/** As OpenClaw reads the rules (commands/doctor/shared/legacy-config-issues.ts). */
function said(section: object): string[] {
  const root = { channels: { rocketchat: section } };
  return legacyConfigRules.flatMap(({ path, message, match }) => {
    const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
    return value !== undefined && (!match || match(value, root)) ? [`${path.join('.')}: ${message}`] : [];
  });
}
