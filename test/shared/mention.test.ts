import { isMentioned, mentionsByName, mentionsEverybody } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';

const BOT = { id: 'B1', username: 'openclaw.bot' };
const CAROL = { id: 'U2', username: 'carol' };

describe('who is on the server’s list is called, except where they are only quoted', () => {
  test.each<[string, boolean]>([
    ['@openclaw.bot hello', true],
    ['hello @OpenClaw.Bot.', true],
    ['@newname hello', true],
    ['', true],
    ['`@openclaw.bot`', false],
    ['say `@openclaw.bot help` to see more', false],
    ['`@openclaw.bot` @openclaw.bot', true],
    ['@openclaw.bot run `@openclaw.bot help`', true],
    ['``@openclaw.bot``', false],
    ['a ` alone @openclaw.bot', true],
    ['a ` alone\n@openclaw.bot and ` another', true],
    ['```\n@openclaw.bot\n```', false],
    ['```js\nsend("@openclaw.bot")\n```\nplease explain', false],
    ['```js\nsend()\n```\n@openclaw.bot please explain', true],
    ['```@openclaw.bot```', false],
    ['``` never closed\n@openclaw.bot', true],
    ['```\na\n```\n@openclaw.bot\n```\nb\n```', true],
    ['> @openclaw.bot hello', false],
    ['>@openclaw.bot hello', false],
    ['  > @openclaw.bot hello\nyes, carol said that', false],
    ['> somebody said\n@openclaw.bot is that so?', true],
    ['> @openclaw.bot said\r\n@openclaw.bot is that so?', true],
    ['1 > 0, @openclaw.bot', true],
    ['> he wrote ```\n@openclaw.bot what is missing?\n> ```', true],
    ['```\n> @openclaw.bot\n```', false],
    ['`@openclaw.bot` and @newname', false],
    ['`x`@openclaw.bot', true],
  ])('%j: %s', (text, expected) => {
    expect(isMentioned({ text, mentions: [CAROL, BOT] }, BOT)).toBe(expected);
  });
});

test.each(['@openclaw.bot hello', 'hello', ''])('who is not on the list is not called: %j', (text) => {
  expect(isMentioned({ text, mentions: [] }, BOT)).toBe(false);
  expect(isMentioned({ text, mentions: [CAROL] }, BOT)).toBe(false);
});

describe('without a list the text decides', () => {
  test.each<[string, boolean]>([
    ['@openclaw.bot hello', true],
    ['hello @openclaw.bot', true],
    ['hello @openclaw.bot.', true],
    ['hello (@openclaw.bot), are you there?', true],
    ['@OPENCLAW.BOT hello', true],
    ['line\n@openclaw.bot', true],
    ['@openclaw.botty hello', false],
    ['@openclaw.bot-2 hello', false],
    ['@openclaw.bot.test hello', false],
    ['@openclawxbot hello', false],
    ['@@openclaw.bot', false],
    ['mail@openclaw.bot', false],
    ['openclaw.bot', false],
    ['@opencl\u0430w.bot, with a Cyrillic a', false],
    ['@openclaw.b\uff4ft, with a wide o', false],
    ['@open\u200bclaw.bot, with nothing between', false],
    ['@\u200bopenclaw.bot, with nothing before', false],
    ['`@openclaw.bot`', false],
    ['> @openclaw.bot', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isMentioned({ text }, BOT)).toBe(expected);
  });

  test.each(['a+b', 'a.*', '(a', '[a]', 'a$', '\\d'])('a username is no pattern: %s', (username) => {
    expect(mentionsByName(`@${username} hello`, username)).toBe(true);
    expect(mentionsByName('@aaab hello @1', username)).toBe(false);
  });

  test.each([
    ['k', '@\u212a hello'],
    ['s', '@\u017f hello'],
  ])('a letter that only looks like %s in upper case is another one', (username, text) => {
    expect(mentionsByName(text, username)).toBe(false);
  });
});

describe('[F3] a name that the server’s parser does not see calls the bot all the same, unless somebody has that name', () => {
  test.each<[string, boolean]>([
    ['please look @openclaw.bot.', true],
    ['please look @openclaw.bot...', true],
    ['are you there @openclaw.bot…', true],
    ['(look, @openclaw.bot!)', true],
    ['(ask @openclaw.bot.)', true],
    ['(@openclaw.bot)', true],
    ['([@openclaw.bot])', true],
    ['**@openclaw.bot**', true],
    ['*@openclaw.bot*', true],
    ['_@openclaw.bot_ please', true],
    ['__@openclaw.bot__', true],
    ['~~@openclaw.bot~~', true],
    ['"@openclaw.bot"', true],
    ["'@openclaw.bot'", true],
    ['„@openclaw.bot“', true],
    ['«@openclaw.bot»', true],
    ['「@openclaw.bot」', true],
    ['@openclaw.bot-', true],
    ['@openclaw.bot_', true],
    ['@openclaw.bot-- look', true],
    ['@OpenClaw.bot please', true],
    ['@Openclaw.Bot, please', true],
    ['@openclaw.bot:please', true],
    ['@openclaw.bot:smile:', true],
    ['hey,@openclaw.bot look', true],
    ['cc:@openclaw.bot', true],
    ['好@openclaw.bot，请看', true],
    ['你好，@openclaw.bot', true],
    ['<b>@openclaw.bot</b>', true],
    ['- @openclaw.bot.\n- @carol', true],
    ['@carol/@openclaw.bot please', true],
    ['1.@openclaw.bot please', true],
    ['see x/@carol/@openclaw.bot', false],
    ['v2.1.@openclaw.bot', false],
    ['@openclaw.bot2', false],
    ['@openclaw.botty', false],
    ['@openclaw.bot-2', false],
    ['@openclaw.bot..2', false],
    ['(@openclaw.botty)', false],
    ['(@openclaw.bot2.)', false],
    ['(@openclaw.botя)', false],
    ['"@openclaw.bot.test"', false],
    ['@openclaw.bot@chat.example', false],
    ['@openclaw.bot:chat.example', false],
    ['@@openclaw.bot.', false],
    ['mail@openclaw.bot.', false],
    ['rené@openclaw.bot.', false],
    ['<mail.@openclaw.bot>', false],
    ['a_@openclaw.bot', false],
    ['https://social.example/@openclaw.bot.', false],
    ['https://social.example/?to=@openclaw.bot.', false],
    ['pkg/@openclaw.bot.', false],
    ['`(@openclaw.bot)`', false],
    ['```\n@openclaw.bot.\n```', false],
    ['> look @openclaw.bot.', false],
    ['>@openclaw.bot', false],
    // The server has read these as we do, and has not found the bot.
    ['@openclaw.bot look', false],
    ['look, @openclaw.bot', false],
    ['@openclaw.botя', false],
  ])('%j: %s', (text, expected) => {
    expect(isMentioned({ text, mentions: [CAROL] }, BOT)).toBe(expected);
    if (!expected) return;
    // As the app tells it to the gateway.
    expect(isMentioned({ text, mentions: [BOT, CAROL] }, BOT)).toBe(true);
  });

  test.each(['openclaw.bot.', 'openclaw.bot-', 'OpenClaw.bot'])('somebody is called %s', (username) => {
    const mentions = [{ id: 'U9', username }];
    expect(isMentioned({ text: `look @${username}`, mentions }, BOT)).toBe(false);
    expect(isMentioned({ text: `look @${username} (@openclaw.bot)`, mentions }, BOT)).toBe(true);
  });

  test.each(['@all.', '(@all)', '@All', '@here-'])('nobody calls everybody past the server: %j', (text) => {
    expect(mentionsEverybody({ text, mentions: [] })).toBe(false);
  });
});

test.each([
  ['@all hello', 'all', true],
  ['@here hello', 'here', true],
  ['`@all` calls everybody', 'all', false],
  ['> @here hello', 'here', false],
  ['@carol hello', 'carol', false],
])('everybody: %j', (text, id, expected) => {
  expect(mentionsEverybody({ text, mentions: [{ id, username: id }] })).toBe(expected);
});

test.each([
  ['`', 100_000],
  ['``` ', 25_000],
  ['`a', 50_000],
  ['> ', 50_000],
  [' ', 100_000],
  [' \n', 50_000],
  ['@openclaw.bo', 8_000],
  ['> ```\n`', 16_000],
  ['_', 100_000],
  ['@openclaw.bot.', 8_000],
  ['__@openclaw.bot', 8_000],
  ['https://', 12_000],
])('takes no longer than the text is long: %j × %d', (piece, times) => {
  const text = piece.repeat(times);
  // Of the processor: others may use it meanwhile.
  const began = process.threadCpuUsage();
  isMentioned({ text, mentions: [BOT] }, BOT);
  isMentioned({ text: `${text}@openclaw.bot` }, BOT);
  isMentioned({ text: `${text}(@openclaw.bot.)`, mentions: [CAROL] }, BOT);
  expect(process.threadCpuUsage(began).user / 1000).toBeLessThan(500);
});
