import { expect, test } from 'vitest';
import { addressOf } from '../../../gateway-endpoint/src/gate/address.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { threadsWith } from '../services.ts';

const ALL = { id: 'all', username: 'all', name: 'all' };

test.each([
  ['@all hello', true, true],
  ['@all hello', false, false],
  ['hello', true, false],
])('%j mentions the bot where @all counts: %s', (text, mentionAll, wasMentioned) => {
  const { message } = aMessage({ text, mentioned: false });
  const said = { ...message, mentions: text.includes('@all') ? [ALL] : [] };
  const rule = { oncharPrefixes: [] };
  const address = addressOf(said, BOT, rule, { mentionAll }, threadsWith());
  expect(address).toEqual({ wasMentioned, prefix: undefined, implicit: [] });
});

test('an attachment without an author quotes nobody', () => {
  const { message } = aMessage({ text: 'see', mentioned: false, attachments: [{ kind: 'quotation', text: 'x' }] });
  const address = addressOf(message, BOT, { oncharPrefixes: [] }, { mentionAll: false }, threadsWith());
  expect(address.implicit).toEqual([]);
});
