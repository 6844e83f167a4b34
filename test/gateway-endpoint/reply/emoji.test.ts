import { DEFAULT_EMOJIS } from 'openclaw/plugin-sdk/channel-feedback';
import { describe, expect, test } from 'vitest';
import { emojiName } from '../../../gateway-endpoint/src/reply/emoji.ts';

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
  ['🫠', undefined],
  ['👍👍', undefined],
  ['two words', undefined],
  ['', undefined],
  [':', undefined],
] as const)('%j is %j', (written, name) => {
  expect(emojiName(written)).toBe(name);
});

describe('what OpenClaw puts by itself has a name', () => {
  test.each(Object.entries(DEFAULT_EMOJIS))('%s: %s', (_state, emoji) => {
    expect(emojiName(emoji)).toMatch(/^:\w+:$/);
  });
});
