import { DEFAULT_EMOJIS } from 'openclaw/plugin-sdk/channel-feedback';
import { describe, expect, test } from 'vitest';
import { emojiName } from '../../../gateway-endpoint/src/signs/emoji.ts';

test.each([
  ['👀', ':eyes:'],
  ['eyes', ':eyes:'],
  [':eyes:', ':eyes:'],
  [' :party_parrot: ', ':party_parrot:'],
  ['👍🏽', ':thumbsup:'],
  ['❤️', ':heart:'],
  ['+1', ':+1:'],
  ['🪿', undefined],
  ['', undefined],
  ['two words', undefined],
])('%j is %j', (emoji, name) => {
  expect(emojiName(emoji)).toBe(name);
});

describe('what OpenClaw puts by itself has a name', () => {
  test.each(Object.entries(DEFAULT_EMOJIS))('%s: %s', (_state, emoji) => {
    expect(emojiName(emoji)).toMatch(/^:\w+:$/);
  });
});
