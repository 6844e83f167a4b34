import { expect, test } from 'vitest';
import { messageIdIn, quotedIn, withoutQuoteLinks } from '../../shared/src/quote-links.ts';

test('[F1] a link with the id of a message is a quotation, and other empty links stay', () => {
  const text =
    '[ ](https://chat.example/channel/general?msg=Abc1&x=2) so?\n[](https://chat.example/page) [](http://h/?a=1&msg=D-2)';
  expect(quotedIn(text)).toEqual(['Abc1', 'D-2']);
  expect(withoutQuoteLinks(text)).toBe('so?\n[](https://chat.example/page) ');
  expect(messageIdIn('https://chat.example/channel/general?msg=Abc1')).toBe('Abc1');
});

test('[F1] a link that never ends costs no more than its length', () => {
  const longest = '[](http://?msg=aaaaaa'.repeat(12_000);
  expect(quotedIn(longest)).toEqual([]);
  expect(withoutQuoteLinks(longest)).toBe(longest);
});
