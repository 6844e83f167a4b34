import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveChannelConfigWrites } from 'openclaw/plugin-sdk/channel-config-helpers';
import { describe, expect, test } from 'vitest';
import { bringAlong, bringAlongKeys } from '../../../gateway-endpoint/src/config/bring-along.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from '../../../gateway-endpoint/src/config/foreign-keys.ts';
import { RocketChatConfig } from '../../../gateway-endpoint/src/config/schema.ts';

/** As the READMEs of the three plugins that people come from have it. */
const OF_ALEXWOO = {
  enabled: true,
  chatmode: 'oncall',
  conversationWindowMinutes: 10,
  groupPolicy: 'allowlist',
  blockStreamingCoalesce: { minChars: 1500, idleMs: 1000 },
  accounts: {
    primary: {
      baseUrl: 'https://chat.example.com',
      authToken: 'token-1',
      userId: 'user-1',
      allowFrom: ['@admin'],
      configWrites: false,
      capabilities: ['x'],
    },
    secondary: {
      baseUrl: 'https://other.example.com',
      username: 'openclaw-bot',
      password: 'secret',
      chatmode: 'onchar',
      oncharPrefixes: ['!'],
      rooms: { GENERAL: { conversationWindowMinutes: 20, mediaMaxMb: 5 } },
    },
  },
};
const OF_ROCKETCHAT = {
  accounts: {
    main: {
      enabled: true,
      serverUrl: 'http://localhost:3000/',
      auth: { mode: 'token', userId: 'id', accessToken: 'token' },
      transport: { mode: 'websocket', reconnectDelayMs: 2000 },
      mentionNames: ['helper'],
      agent: 'work',
      owner: 'alice',
    },
  },
};
const OF_CLOUDRISE = {
  url: 'https://chat.example.com/api/v1/',
  botToken: 'token',
  dm: { enabled: true, policy: 'allowlist', allowFrom: ['17LettersAndDigits'] },
  groups: { general: { enabled: true, requireMention: false, allowFrom: ['B'], skills: ['x'] } },
  channels: { ops: { enabled: false } },
};

describe('the configuration of another Rocket.Chat plugin', () => {
  test.each([
    ['alexwoo', OF_ALEXWOO],
    ['Rocket.Chat', OF_ROCKETCHAT],
    ['cloudrise', OF_CLOUDRISE],
  ])('of %s is one of ours afterwards, and no secret is left', (_name, theirs) => {
    expect(RocketChatConfig.safeParse(theirs).success).toBe(false);
    const { section, changes } = bringAlong(theirs);
    expect(RocketChatConfig.safeParse(section).error?.issues ?? []).toEqual([]);
    expect(JSON.stringify(section)).not.toMatch(/token|secret|password/i);
    expect(changes.length).toBeGreaterThan(0);
    expect(bringAlong(section)).toMatchObject({ section, changes: [] });
  });

  test('keeps the policy of its rooms and people under our names', () => {
    expect(bringAlong(OF_CLOUDRISE).section).toEqual({
      baseUrl: 'https://chat.example.com',
      dmPolicy: 'allowlist',
      allowFrom: ['17LettersAndDigits'],
      rooms: { general: { allow: true, requireMention: false, users: ['B'] }, ops: { allow: false } },
    });
    expect(bringAlong(OF_ROCKETCHAT).section).toEqual({
      accounts: { main: { enabled: true, baseUrl: 'http://localhost:3000' } },
    });
  });

  test('keeps configWrites: false, by which OpenClaw refuses commands that change its configuration', () => {
    const { section } = bringAlong({ url: 'https://a', configWrites: false });
    expect(section).toEqual({ baseUrl: 'https://a', configWrites: false });
    expect(RocketChatConfig.safeParse(section).success).toBe(true);
    const cfg = { channels: { rocketchat: section } } as OpenClawConfig;
    expect(resolveChannelConfigWrites({ cfg, channelId: 'rocketchat' })).toBe(false);
  });

  test('says where each key was, and what has no counterpart', () => {
    const { changes, warnings } = bringAlong(OF_ALEXWOO);
    expect(changes).toContain(
      'channels.rocketchat.accounts.primary.authToken is removed: this channel does not read it.',
    );
    expect(warnings).toContain(
      'channels.rocketchat.accounts.primary.allowFrom: a name such as "@alice" has no effect, because a name can change hands. Put the user id in its place.',
    );
    for (const [at, words] of [
      ['conversationWindowMinutes', 'there is no such window'],
      ['accounts.secondary.rooms.GENERAL.conversationWindowMinutes', 'there is no such window'],
      ['accounts.secondary.rooms.GENERAL.mediaMaxMb', 'use mediaMaxMb of the account'],
      ['blockStreamingCoalesce', 'use streaming.block.coalesce'],
    ])
      expect(warnings).toContainEqual(expect.stringMatching(new RegExp(`^channels\\.rocketchat\\.${at}: ${words}`)));
    expect([...changes, ...warnings].join()).not.toContain('token-1');
  });

  test.each([
    ['a direct policy that is off', { dm: { enabled: false } }, { dmPolicy: 'disabled' }],
    ['our own direct policy', { dmPolicy: 'pairing', dm: { policy: 'open' } }, { dmPolicy: 'pairing' }],
    ['our own address', { url: 'https://b', baseUrl: 'https://a' }, { baseUrl: 'https://a' }],
    [
      'our own rooms beside theirs',
      { groups: { a: {}, b: {} }, rooms: { a: { allow: false } } },
      { rooms: { a: { allow: false }, b: {} } },
    ],
    [
      'our own word for the transport',
      { transport: 'pull', url: 'https://a' },
      { transport: 'pull', baseUrl: 'https://a' },
    ],
    ['a key of nobody', { dmPolcy: 'open', url: 'https://a' }, { dmPolcy: 'open', baseUrl: 'https://a' }],
    ['a room that is none', { rooms: { a: true, b: { enabled: true } } }, { rooms: { a: true, b: { allow: true } } }],
    [
      'an account that is none',
      { accounts: { a: null, b: { url: 'https://b' } } },
      { accounts: { a: null, b: { baseUrl: 'https://b' } } },
    ],
  ])('keeps %s', (_what, theirs, ours) => {
    expect(bringAlong(theirs).section).toEqual(ours);
  });

  test.each([
    [
      'a list of people',
      { rooms: { a: { allow: true } }, groups: { a: { allowFrom: ['B'] } } },
      { allow: true, users: ['B'] },
    ],
    ['a switch of theirs', { groups: { a: { enabled: true } }, channels: { a: { enabled: false } } }, { allow: false }],
    ['a switch beside ours', { rooms: { a: { allow: true, enabled: false } } }, { allow: false }],
    ['the shorter list', { groups: { a: { groupAllowFrom: ['*'], allowFrom: ['B'] } } }, { users: ['B'] }],
    [
      'what both lists allow',
      { groups: { a: { users: ['B', 'C'] } }, channels: { a: { allowFrom: ['C'] } } },
      { users: ['C'] },
    ],
  ])('of two entries of one room, %s stays, and the operator hears of it', (_what, theirs, a) => {
    const { section, warnings } = bringAlong(theirs);
    expect(section).toEqual({ rooms: { a } });
    expect(warnings).toEqual([expect.stringMatching(/^channels\.rocketchat\.rooms\S*: two keys had different values/)]);
  });

  test.each([
    ['off', { dm: { enabled: false }, dmPolicy: 'open' }, { dmPolicy: 'disabled' }],
    ['off in one word', { dm: false, dmPolicy: 'open' }, { dmPolicy: 'disabled' }],
    ['for a few', { dm: { allowFrom: ['A'] }, allowFrom: ['*'] }, { allowFrom: ['A'] }],
    ['by a list', { dm: { policy: 'allowlist' }, dmPolicy: 'open' }, { dmPolicy: 'allowlist' }],
  ])('direct messages that were %s are not opened by the key beside it', (_what, theirs, ours) => {
    const { section, warnings } = bringAlong(theirs);
    expect(section).toEqual(ours);
    expect(warnings).toHaveLength(1);
  });

  test('other keys under dm are named, and not lost silently', () => {
    const { warnings } = bringAlong({ dm: { policy: 'pairing', groupEnabled: false } });
    expect(warnings).toEqual(['channels.rocketchat.dm.groupEnabled: it has no counterpart here, and is removed.']);
    expect(bringAlong({ dm: 'off' }).warnings).toEqual([
      'channels.rocketchat.dm: it has no counterpart here, and is removed.',
    ]);
  });

  test('a key __proto__ in the file gives the section no policy', () => {
    const theirs = JSON.parse('{"url":"https://a","__proto__":{"dmPolicy":"open"}}') as Record<string, unknown>;
    const { section } = bringAlong(theirs);
    expect(section['dmPolicy']).toBeUndefined();
    expect(Object.getPrototypeOf(section)).toBe(Object.prototype);
  });

  test('opens nothing: no policy, list or room is there that was not there before', () => {
    for (const key of [...Object.keys(FOREIGN_KEYS), ...Object.keys(FOREIGN_ROOM_KEYS)]) {
      const { section } = bringAlong({ [key]: 'x', rooms: { r: { [key]: 'x' } } });
      const opens = ['dmPolicy', 'groupPolicy', 'allowFrom', 'groupAllowFrom', 'commandAllowFrom', 'allowBots'];
      expect(Object.keys(section).filter((each) => opens.includes(each) && each !== key)).toEqual([]);
    }
  });
});

test('an address with many slashes is read at once', () => {
  const url = `https://a${'/'.repeat(100_000)}b`;
  expect(bringAlong({ url }).section).toEqual({ baseUrl: url });
  expect(bringAlong({ url: `https://a${'/'.repeat(100_000)}` }).section).toEqual({ baseUrl: 'https://a' });
});

test('every key that is refused is taken over or removed, so that `doctor --fix` leaves none', () => {
  const theirs = Object.fromEntries(Object.keys(FOREIGN_KEYS).map((key) => [key, {}]));
  const room = Object.fromEntries(Object.keys(FOREIGN_ROOM_KEYS).map((key) => [key, undefined]));
  const { section } = bringAlong({ ...theirs, rooms: { general: room } });
  expect(Object.keys(section).filter((key) => key in FOREIGN_KEYS)).toEqual([]);
  const { rooms } = section as { rooms: Record<string, object> };
  expect(Object.keys(rooms['general'] ?? {}).filter((key) => key in FOREIGN_ROOM_KEYS)).toEqual([]);
});

describe('`openclaw doctor --fix`', () => {
  test('changes the section of this channel alone', () => {
    const cfg = { gateway: { port: 1 }, channels: { rocketchat: { url: 'https://a' }, slack: { url: 'x' } } } as never;
    const { config, changes } = bringAlongKeys({ cfg });
    expect(config).toEqual({
      gateway: { port: 1 },
      channels: { rocketchat: { baseUrl: 'https://a' }, slack: { url: 'x' } },
    });
    expect(changes).toEqual(['channels.rocketchat.url is baseUrl here.']);
  });

  test.each([
    [{}],
    [{ channels: { slack: {} } }],
    [{ channels: { rocketchat: 'x' } }],
    [{ channels: { rocketchat: { baseUrl: 'https://a' } } }],
  ])('leaves %j as it is', (cfg) => {
    const said = bringAlongKeys({ cfg: cfg as never });
    expect(said.config).toBe(cfg);
    expect([said.changes, said.warnings]).toEqual([[], []]);
  });
});
