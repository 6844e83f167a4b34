import { describe, expect, test } from 'vitest';
import { ruleOut, saysNothing } from '../../../gateway-endpoint/src/gate/rules.ts';
import { aFile, aMessage, EDITOR } from '../event.ts';
import { BOT } from '../fake-app.ts';

type Told = Parameters<typeof aMessage>[0];

describe('who and where alone decide', () => {
  test.each<[string, Told, Parameters<typeof ruleOut>[2], boolean, string | undefined]>([
    ['a person', {}, false, false, undefined],
    ['the bot itself, where bots are heard', { actor: { id: BOT.id, type: 'bot' } }, true, true, 'own-message'],
    ['a bot', { actor: { type: 'bot' } }, false, true, 'another-bot'],
    ['a bot, where bots are heard', { actor: { type: 'bot' } }, true, false, undefined],
    ['a bot that mentions, where it has to', { actor: { type: 'app' } }, 'mentions', true, undefined],
    ['a bot that does not', { actor: { type: 'app' } }, 'mentions', false, 'another-bot'],
    ['a bot in an encrypted room', { actor: { type: 'bot' }, room: { encrypted: true } }, false, true, 'another-bot'],
    ['a visitor', { room: { type: 'livechat', encrypted: true } }, true, true, 'livechat-room'],
    ['a room that is encrypted', { room: { encrypted: true } }, true, true, 'encrypted-room'],
    ['a room that is not', { room: { encrypted: false } }, true, true, undefined],
  ])('%s', (_, told, allowBots, wasMentioned, expected) => {
    expect(ruleOut(aMessage(told), BOT, allowBots, wasMentioned)).toBe(expected);
  });
});

test.each<[string, Told, string | undefined]>([
  ['a text', { text: 'x' }, undefined],
  ['blanks', { text: ' \n' }, 'no-text'],
  ['a file alone', { text: '', files: [aFile()] }, undefined],
  ['a quotation alone', { text: '', attachments: [{ kind: 'quotation' }] }, undefined],
  ['an empty list of attachments', { text: '', attachments: [] }, 'no-text'],
  ['a text that was taken away because of an editor', { text: '', editedBy: EDITOR }, undefined],
])('does it say anything? %s', (_, told, expected) => {
  expect(saysNothing(aMessage(told))).toBe(expected);
});
