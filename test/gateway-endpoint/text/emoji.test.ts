import table from 'emoji-toolkit/emoji_strategy.json' with { type: 'json' };
import { DEFAULT_EMOJIS } from 'openclaw/plugin-sdk/channel-feedback';
import { describe, expect, test } from 'vitest';
import { emojiName } from '../../../gateway-endpoint/src/text/emoji.ts';

test.each([
  ['👍', ':thumbsup:'],
  ['👍🏿', ':thumbsup:'],
  ['❤️', ':heart:'],
  ['❤', ':heart:'],
  ['✅', ':white_check_mark:'],
  ['⚠️', ':warning:'],
  [' 🎉 ', ':tada:'],
  ['tada', ':tada:'],
  [':tada:', ':tada:'],
  ['+1', ':+1:'],
  [':my-Custom_2:', ':my-Custom_2:'],
  ['🫠', ':melting_face:'],
  ['1', ':1:'],
  ['#', undefined],
  ['👍👍', undefined],
  ['two words', undefined],
  ['', undefined],
  [':', undefined],
] as const)('%j is %j', (written, name) => {
  expect(emojiName(written)).toBe(name);
});

test.each([
  ['🥳', ':partying_face:'],
  ['🫡', ':saluting_face:'],
  ['🫶', ':heart_hands:'],
  ['🫶🏽', ':heart_hands:'],
  ['🤦‍♂️', ':man_facepalming:'],
  ['🤦🏽‍♂️', ':man_facepalming:'],
  ['🤷‍♀', ':woman_shrugging:'],
  ['1️⃣', ':one:'],
  ['#️⃣', ':hash:'],
  ['🔟', ':keycap_ten:'],
  ['🇩🇪', ':flag_de:'],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', ':england:'],
  ['🏳️‍🌈', ':rainbow_flag:'],
  ['👨‍👩‍👧', ':family_mwg:'],
  ['⬆️', ':arrow_up:'],
  ['⬆', ':arrow_up:'],
  ['❤️‍🔥', ':heart_on_fire:'],
  ['🫱🏻‍🫲🏿', ':handshake_tone1_tone5:'],
] as const)('[F20] %s is %s, and that name stays', (emoji, name) => {
  expect(emojiName(emoji)).toBe(name);
  expect(emojiName(name)).toBe(name);
});

test('[F20] every emoji of the library goes by a name that the library has, and that name stays', () => {
  let tried = 0;
  for (const { shortname, unicode_output: codes } of Object.values(table)) {
    const emoji = String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
    if (/^[!-~]\ufe0f?$/.test(emoji)) continue;
    const name = emojiName(emoji) ?? '';
    // Of which colour the skin is counts only where two of them differ.
    if (!/1f3f[b-f]/.test(codes)) expect(name).toBe(shortname);
    expect(emojiName(name)).toBe(name);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(3_900);
});

describe('every emoji that OpenClaw uses by itself has a name', () => {
  test.each(Object.entries(DEFAULT_EMOJIS))('%s: %s', (_state, emoji) => {
    expect(emojiName(emoji)).toMatch(/^:\w+:$/);
  });
});

test.each([
  ['thumbs_up', ':thumbs_up:'],
  ['white-check-mark', ':white_check_mark:'],
  [':Tada:', ':tada:'],
  ['party-parrot', ':party-parrot:'],
  ['+1', ':+1:'],
])('[F20] the name %s is %s', (written, name) => {
  expect(emojiName(written)).toBe(name);
});
