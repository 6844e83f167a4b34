import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { shownIn } from './shown.ts';

const writing = { limit: 5_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' } as const;
const shownOf = (text: string) => {
  const [post = '', ...more] = textFor(text, writing);
  expect(more).toEqual([]);
  const shown = shownIn(post);
  return { ...shown, text: shown.text.replaceAll('\u200b', '').trim() };
};
const PICTURE = 'https://evil.example/p.png';

describe('[F14] no client fetches an image, whatever stands before a link', () => {
  test.each([
    `\\![x](${PICTURE})`,
    `!\\[x](${PICTURE})`,
    `wow!![x](${PICTURE})`,
    `&#33;[x](${PICTURE})`,
    `&#33;&#91;x](${PICTURE})`,
    `\\![a \`x](${PICTURE})\``,
    `[](<![x](${PICTURE})>)`,
    `[](<ab:![x](${PICTURE})>)`,
    `<img alt="![x](${PICTURE})">`,
    `<img src="![x](${PICTURE})">`,
    `| a |\n|---|\n| \\![x](${PICTURE}) [b](https://x.example) |`,
  ])('%s', (text) => {
    const { images, text: seen } = shownOf(text);
    expect(images).toEqual([]);
    expect(seen).toMatch(/x|p\.png/);
  });

  test('nor where the server shows no formulas', () => {
    const [post = ''] = textFor(`\\( ![x](${PICTURE}) \\)\n\n\\[\n![x](${PICTURE})\n\\]`, writing);
    expect(post).not.toContain('![');
  });

  test('of 1,000 random texts', () => {
    const part = fc.constantFrom(
      '!',
      '[',
      '](',
      ')',
      'x',
      '\\',
      ' ',
      '\n',
      '`',
      '*',
      '<',
      '>',
      '|',
      PICTURE,
      '&#33;',
      '# ',
      '- ',
    );
    const texts = fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(textFor(text, writing).flatMap((post) => shownIn(post).images)).toEqual([]);
      }),
      { seed: 14, numRuns: 1_000 },
    );
  });
});

describe('[F14] neighbouring pieces of text are read as they were meant', () => {
  test.each([
    ['a word with a dot and bold', 'open config.json**now**', 'open config.json now'],
    ['in another script', '在config.json里**修改**', '在config.json里 修改'],
    ['a version and code', 'v2.0`x_y`', 'v2.0 x_y'],
    ['numbers with points and stars', '2.5*3*4 and 3.14*r*r', '2.5*3*4 and 3.14*r*r'],
    ['a name in another script', '使用my_var，`a_b`和 FOO=my_var', '使用my_var，a_b和 FOO=my_var'],
    ['a call and a name', 'get().first_name*2*3 and x_', 'get().first_name*2*3 and x_'],
    ['paths and names', 'src/my_dir and "my_file" and $MY_VAR, not _x', 'src/my_dir and "my_file" and $MY_VAR, not _x'],
    ['a colon and bold', '文档:**重点** and key:**b**', '文档:重点 and key:b'],
    [
      'bold around an address',
      '**https://x.example/a** and **URL: https://x.example/a**，b',
      'https://x.example/a and URL: https://x.example/a，b',
    ],
    ['italic around an address', '_https://x.example/a_b_.', 'https://x.example/a_b.'],
    ['signs within marks', '**5 ~ 6 ~ 7** and *a \\* b \\* c*', '5 ~ 6 ~ 7 and a * b * c'],
    ['an “or” that is no spoiler', 'if a || b || c, or (a||b||c)', 'if a || b || c, or (a||b||c)'],
    ['a summary and what it stands over', '<details><summary>More</summary>Hidden</details>', 'More\nHidden'],
    ['a break in a title', '# a<br>b', 'a b'],
    ['a break in a table', '| a |\n|---|\n| b<br>c |', '| a   |\n| --- |\n| b c |'],
  ])('%s', (_name, text, seen) => {
    expect(shownOf(text).text).toBe(seen);
  });

  test.each([
    ['behind a colon', 'key:[l](https://x.example)', ['https://x.example']],
    ['behind a word with a dot', 'since v1.5[1](https://x.example)', ['https://x.example']],
    ['in a table', '| a | b |\n|---|---|\n| [x](https://x.example/a_b) | `c` |', ['https://x.example/a_b']],
    [
      'of HTML',
      'see <a class="x" href="https://x.example/a?b=1&amp;c=2">the **docs**</a>',
      ['https://x.example/a?b=1&c=2'],
    ],
    ['around an image', '[![i](https://x.example/i.png)](https://x.example/l)', ['https://x.example/l']],
  ])('a link %s leads where it led', (_name, text, links) => {
    expect(shownOf(text).links).toEqual(links);
  });
});

describe('[F13] a formula is one wherever it stands', () => {
  test.each([
    ['in bold', '**Area: \\(A = a*b\\)** is', ['A = a*b']],
    ['behind a name', 'FOO=my_var is \\(x_1\\)', ['x_1']],
    ['behind a star', '5 * \\(x*y\\)', ['x*y']],
    ['behind a number with a point', '1.5\\(x\\)', ['x']],
    ['over two lines', 'so \\(x_1 +\ny_1\\) is', ['x_1 + y_1']],
    ['in brackets within a line', 'so \\[x^2 = y_1*z\\] is', ['x^2 = y_1*z']],
    ['of its own, behind words', 'so: \\[\nx_1 * y\n\\]', [' x_1 * y ']],
    ['of its own, in an item', '- a\n- b\n  \\[\n  a_1*b_1\n  \\]\n- c', ['\na_1*b_1\n']],
    ['of its own, in a quotation', '> so\n> $$\n> a_1*b_1\n> $$', ['\na_1*b_1\n']],
    ['in a table', '| a | b |\n|---|---|\n| \\(x_1\\) | $$y_1$$ |', ['x_1', 'y_1']],
    ['in a title', '## The \\(x_1\\) of it', ['x_1']],
  ])('%s', (_name, text, formulas) => {
    expect(shownOf(text).formulas).toEqual(formulas);
  });

  test.each(['\\[sic\\] and \\[1\\]', 'it costs $5 and $10, or $$5 and $$10'])('none is %s', (text) => {
    expect(shownOf(text).formulas).toEqual([]);
  });
});
