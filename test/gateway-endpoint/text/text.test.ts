import { describe, expect, test } from 'vitest';
import { type TextOptions, textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { seededDice } from '../../../testbed/workspace/store/ids.ts';
import { hasBalancedFences, hasOnlyVisibleText, namedIn, wordsOf } from './inspect-post.ts';

const writing: TextOptions = { limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' };
const asOne: TextOptions = { ...writing, limit: 1_000_000, maxChars: 1_000_000 };
const NBSP = '\u00a0';

describe('GitHub’s Markdown becomes Rocket.Chat’s', () => {
  test.each([
    ['bold and italic', '**b** __b__ *i* _i_', '**b** **b** _i_ _i_'],
    ['both at once', '***x*** ___x___ **a *b* c** *a **b** c*', '**_x_** **_x_** **a _b_ c** _a **b** c_'],
    ['struck out', '~~x~~ ~x~', '~~x~~ ~~x~~'],
    ['stars that are none', '2 * 3 * 4, 2*3*4, *.ts and *.js', '2 \\* 3 \\* 4, 2\\*3\\*4, \\*.ts and \\*.js'],
    ['one star that meets no other', 'a * b, 5 ~ 6', 'a * b, 5 ~ 6'],
    ['names with underscores', 'a_b_c __init__ MY_NAME', 'a_b_c `__init__` MY_NAME'],
    ['escapes', '\\*a\\* \\_b\\_', '\\*a\\* \\_b\\_'],
    [
      'emphasis leaves code and addresses alone',
      '*a `b*c_d` e* https://x.example/a_b_c*d*',
      '_a `b*c_d` e_ https://x.example/a_b_c*d*',
    ],
    ['code with backticks', '``a`b`` ```c``` `` d ``', '`aˋb` `c` `d`'],
    ['headings', '# a\n## **b** ##\n##### e\n#x', '# a\n## b\n#### e\n#\u200bx'],
    ['headings with a line beneath', 'a\n===\n\nb\n---\n\nc', '# a\n\n## b\n\nc'],
    ['rules', 'a\n\n---\n\n* * *\n___', 'a\n\n───\n\n───\n───'],
    ['bullets', '* a\n+ b\n- c', '- a\n- b\n- c'],
    ['numbers', '1) a\n2. b', '1. a\n2. b'],
    ['tasks', '* [X] a\n- [ ] b\n  - [x] c', `- [x] a\n- [ ] b\n${NBSP.repeat(4)}☑ c`],
    [
      'lists in lists',
      '- a\n  - b\n     1. c\n  - d\n- e',
      `- a\n${NBSP.repeat(4)}• b\n${NBSP.repeat(8)}1. c\n${NBSP.repeat(4)}• d\n- e`,
    ],
    ['quotations', '>a\n> > b\n>\n> *c*', '> a\n> b\n>\n> _c_'],
    [
      'links',
      '[a *b*](https://x.example/a_b_c "t") <https://x.example>',
      '[a _b_](https://x.example/a_b_c) https://x.example',
    ],
    ['images, which nobody’s client shall fetch', '![a](https://x.example/p.png)', '[a](https://x.example/p.png)'],
    ['line breaks', 'a<br>b<br/>c', 'a\nb\nc'],
    [
      '[F14] tags with a meaning have it, others stay text',
      '<b>x</b> <i>y</i> Vec<T> <script>',
      '**x** _y_ Vec<T> <script>',
    ],
    [
      '[F14] words in the place of a tag',
      'cp <source> <target> in <section> <b> <i>',
      'cp <source> <target> in <section> <b> <i>',
    ],
    ['[F14] keys', 'press <kbd>Ctrl</kbd>+<kbd>C</kbd>', 'press `Ctrl`+`C`'],
    ['[F14] a folded part', '<details>\n<summary>More</summary>\n\n*a*\n\n</details>\n\nb', '**More**\n\n_a_\n\nb'],
    ['[F14] entities', '&amp; &lt;T&gt; &copy; &#35;', '& <T> © #'],
    [
      '[F14] addresses with brackets and underscores',
      '[a](https://x.example/A_(b)_c) [d](https://x.example/e_(f)_g) https://x.example/A_(b)_c_d',
      '[a](https://x.example/A_(b)_c) [d](https://x.example/e_(f)_g) https://x.example/A_(b)_c_d',
    ],
    [
      '[F14] addresses by name',
      'see [the docs][d], [d] and [e][]\n\n[d]: https://x.example/a_b "t"\n[e]: <https://x.example/e>',
      'see [the docs](https://x.example/a_b), [d](https://x.example/a_b) and [e](https://x.example/e)',
    ],
    [
      '[F14] footnotes',
      'so it is[^1], and[^b]\n\n[^1]: https://x.example\n[^b]: As *they* say.',
      'so it is[1], and[b]\n\n[1]: https://x.example\n[b]: As _they_ say.',
    ],
    ['[F14] a target that is no address to Rocket.Chat', '[a](docs/b_c.md)', 'a (docs/b_c.md)'],
    [
      '[F14] a link behind a bracket that is none',
      'a[0], see [b](https://x.example)',
      'a[0], see <https://x.example|b>',
    ],
    ['[F14] indented code', 'a\n\n    @x *y*\n\nb', 'a\n\n```\n@\u200bx *y*\n```\n\nb'],
    [
      '[F14] paragraphs and code within items',
      '1. a\n\n   more\n\n   ```js\n   x\n   ```\n2. b',
      `1. a\n\n${NBSP.repeat(4)}more\n\n\`\`\`js\nx\n\`\`\`\n2. b`,
    ],
    ['[F14] emphasis over two lines', '*a\nb* **c\nd**', '_a_\n_b_ **c**\n**d**'],
    ['[F14] emphasis with its own sign within', '*a_b* and **2 \\* 3**', 'a_b and 2 \\* 3'.replace(' \\*', ' *')],
    ['[F13] a formula in a line', 'so \\( x_{1} * y_{2} * z \\) is', 'so \\( x_{1} * y_{2} * z \\) is'],
    ['[F13] with dollars', 'so $$x_1*y_2*z$$ is, for $5 and $6', 'so \\(x_1*y_2*z\\) is, for $5 and $6'],
    [
      '[F13] a formula of its own',
      'a\n\n\\[\nx_1 * y\n\n= \\frac{*a*}{_b_}\n\\]\n\n$$\na_1 & b \\\\\n$$',
      'a\n\n\\[\nx_1 * y\n= \\frac{*a*}{_b_}\n\\]\n\n\\[\na_1 & b \\\\\n\\]',
    ],
    ['[F13] no formula in code', '`\\( x \\)`\n```\n$$\nx\n$$\n```', '`\\( x \\)`\n```\n$$\nx\n$$\n```'],
    [
      'fences of tildes, in lists, with more words',
      '- a\n  ~~~js {1,3}\n  x\n    y\n  ~~~\n- b',
      '- a\n```js\nx\n  y\n```\n- b',
    ],
    ['languages Rocket.Chat cannot spell', '```c++\nx\n```\n```c#\ny\n```', '```cpp\nx\n```\n```csharp\ny\n```'],
    ['code around nothing', '```\n```', '```\n \n```'],
    ['code that is never closed', 'a\n```js\nb', 'a\n```js\nb\n```'],
    ['blank lines', 'a\n\n\n\n\nb', 'a\n\n\nb'],
    ['a spoiler', '||a|| b', '||a|| b'],
  ])('%s', (_name, text, written) => {
    expect(textFor(text, writing)).toEqual([written]);
  });
});

describe('a table', () => {
  const small = '| a | b |\n|---|:-:|\n| 1 | **x** |';
  const wide = `| a | b |\n|---|---|\n| **1** | ${'long '.repeat(30).trim()} |`;

  test.each([
    ['is code', small, 'auto', '```\n| a   | b   |\n| --- | --- |\n| 1   | x   |\n```'],
    ['is a list where it is wide', wide, 'auto', `**1**\n• b: ${'long '.repeat(30).trim()}`],
    ['is code if so configured', small, 'code', '```\n| a   | b   |\n| --- | --- |\n| 1   | x   |\n```'],
    ['is a list if so configured', small, 'bullets', '**1**\n• b: **x**'],
    ['is left alone if so configured', small, 'off', small],
    ['in code is code', `\`\`\`\n${small}\n\`\`\``, 'auto', `\`\`\`\n${small}\n\`\`\``],
    ['is none with one line', '| a | b |', 'auto', '| a | b |'],
  ] as const)('%s', (_name, text, tableMode, written) => {
    expect(textFor(text, { ...writing, tableMode })).toEqual([written]);
  });
});

describe('a long text', () => {
  const list = Array.from({ length: 40 }, (_, n) => `- item ${n}: ${'word '.repeat(8)}end`);
  const code = Array.from({ length: 120 }, (_, n) => `  const value${n} = compute(${n}); // ${'x'.repeat(20)}`);
  const rows = Array.from({ length: 30 }, (_, n) => `| row ${n} | value ${n} |`);
  const prose = `${'A sentence that goes on for a while. '.repeat(14)}`.trim();
  const answer = [
    '# An answer',
    '',
    prose,
    '',
    ...list,
    '',
    '```ts',
    ...code,
    '```',
    '',
    '## A table',
    '',
    '| a | b |',
    '|---|---|',
    ...rows,
    '',
    prose,
    '',
    ...list.map((line, n) => line.replace('-', `${n + 1}.`)),
  ].join('\n');

  test.each([
    ['length', 4_000],
    ['newline', 4_000],
    ['length', 600],
    ['length', 5_000],
  ] as const)(
    'of 12,000 characters, %s, %d: every post fits and is balanced, and together they are the text',
    (chunkMode, limit) => {
      expect(answer.length).toBeGreaterThan(12_000);
      const posts = textFor(answer, { ...writing, chunkMode, limit });
      expect(Math.max(...posts.map((post) => post.length))).toBeLessThanOrEqual(limit);
      expect(posts.every(hasBalancedFences)).toBe(true);
      const joined = posts.join('\n').replaceAll('\n```\n```ts\n', '\n').replaceAll('\n```\n```\n', '\n');
      const withoutBlankLines = (text: string) => text.replace(/\n+/g, '\n');
      expect(withoutBlankLines(joined)).toBe(withoutBlankLines(textFor(answer, asOne).join('')));
      for (const line of [...list, ...code])
        expect(posts.filter((post) => post.includes(line)).length).toBeGreaterThan(0);
    },
  );

  test('is as few posts as it needs', () => {
    expect(textFor(answer, writing).length).toBeLessThanOrEqual(5);
  });

  test('never exceeds what the server accepts, whatever is configured', () => {
    expect(Math.max(...textFor(answer, { ...writing, limit: 20_000 }).map((post) => post.length))).toBeLessThanOrEqual(
      5_000,
    );
  });

  test('keeps a list, an item and a paragraph whole where they fit', () => {
    const items = ['- one', '- two', '- three'].join('\n');
    expect(textFor(`${'x '.repeat(95)}\n\n${items}`, { ...writing, limit: 200 })).toEqual([
      'x '.repeat(95).trim(),
      items,
    ]);
    const long = Array.from({ length: 6 }, (_, n) => `- ${String(n).repeat(58)}`);
    const posts = textFor(long.join('\n'), { ...writing, limit: 200 });
    expect(posts).toEqual([long.slice(0, 3).join('\n'), long.slice(3).join('\n')]);
  });

  test('keeps an item of several lines whole', () => {
    const item = (n: number) => `- item ${n} ${'x'.repeat(60)}\n  more of ${n}\n${NBSP.repeat(4)}• below`;
    const posts = textFor([1, 2, 3].map(item).join('\n'), { ...writing, limit: 200 });
    expect(posts).toEqual([`${item(1)}\n${item(2)}`, item(3)]);
  });

  test('closes code at the end of a post and opens it again in the next, in the same language', () => {
    const posts = textFor(`intro\n\`\`\`js\n${'let x = 1;\n'.repeat(40)}\`\`\`\nend`, { ...writing, limit: 200 });
    expect(posts.length).toBeGreaterThan(2);
    expect(posts.slice(1, -1).every((post) => post.startsWith('```js\n') && post.endsWith('\n```'))).toBe(true);
    expect(posts.join('').match(/let x = 1;/g)).toHaveLength(40);
  });

  test('has a heading go with what it stands over', () => {
    const posts = textFor(`${'x'.repeat(150)}\n\n## Next\n\n${'y'.repeat(100)}`, { ...writing, limit: 200 });
    expect(posts).toEqual(['x'.repeat(150), `## Next\n${'y'.repeat(100)}`]);
  });

  test('is a post per paragraph where that is wanted, but code and lists are no paragraphs', () => {
    const text = '# A\n\none\ntwo\n\n- a\n\n- b\n\n```\nx\n\ny\n```\n\nlast';
    expect(textFor(text, { ...writing, chunkMode: 'newline' })).toEqual([
      '# A\n\none\ntwo',
      '- a\n\n- b',
      '```\nx\n\ny\n```',
      'last',
    ]);
  });

  test.each(['👨‍👩‍👧‍👦', '🇩🇪', 'e\u0301\u0323', '각', '👍🏽', '𝒳'])('never cuts %s apart', (character) => {
    for (const shift of ['', 'a', 'ab', 'abc']) {
      const posts = textFor(shift + character.repeat(120), { ...writing, limit: 200 });
      expect(posts.length).toBeGreaterThan(0);
      for (const [index, post] of posts.entries()) {
        expect(post.slice(index === 0 ? shift.length : 0).replaceAll(character, '')).toBe('');
      }
    }
  });
});

test.each(['', ' \n\t', '\u200b\u200b', '\u202e', '\u0000'])('of nothing but space there is no post: %j', (text) => {
  expect(textFor(text, writing)).toEqual([]);
});

describe('whatever a model writes', () => {
  const PIECES = [
    'word ',
    '@bob ',
    '@all',
    '#general ',
    '*',
    '**',
    '_',
    '~',
    '`',
    '``',
    '```',
    '\n',
    '\n',
    '\n\n',
    '\n```js\n',
    '\n```\n',
    '\n~~~\n',
    '\n- ',
    '\n  - ',
    '\n1. ',
    '\n- [ ] ',
    '\n> ',
    '\n## ',
    '\n| a | b |\n|---|---|\n| c | @all |\n',
    '[x](https://x.example/a_b)',
    'https://x.example/?msg=A ',
    '👩‍🚀',
    'e\u0301',
    '\u202e',
    '\u200b',
    '\\',
    'a'.repeat(90),
    '<br>',
    '---\n',
    '||',
    'x@bob',
    '    ',
  ];

  test.each(Array.from({ length: 200 }, (_, n) => n + 1))(
    'of seed %d: it fits, is balanced, calls nobody and is whole',
    (number) => {
      const dice = seededDice(number);
      const pick = () => PIECES[Math.floor(dice() * PIECES.length)] ?? '';
      const text = Array.from({ length: 20 + Math.floor(dice() * 400) }, pick).join('');
      const limit = 200 + Math.floor(dice() * 800);
      const posts = textFor(text, { ...writing, limit, chunkMode: dice() < 0.5 ? 'length' : 'newline' });
      expect(posts.filter((post) => post.length > limit)).toEqual([]);
      expect(posts.filter((post) => !hasBalancedFences(post))).toEqual([]);
      expect(posts.flatMap(namedIn)).toEqual([]);
      expect(posts.every(hasOnlyVisibleText)).toBe(true);
      expect(wordsOf(posts)).toBe(wordsOf(textFor(text, asOne)));
    },
  );
});

describe('takes no longer than the text is long', () => {
  test.each([
    'word ',
    'a',
    '*a ',
    '**a **',
    '_a ',
    '~~a ',
    '`a ',
    '`` ` ``` ',
    '[',
    '[a](',
    '![',
    '](',
    '<a',
    '\\',
    '@a',
    '@',
    '#a',
    'x@bob',
    '\n',
    ' \n',
    '\n```\n',
    '\n- a',
    '\n> ',
    '>',
    '| a | b |\n|--|--|\n',
    '|',
    '\u200b',
    'e\u0301',
    '\u0301',
    '👩‍🚀',
    'https://x.example/',
    '?msg=',
    '__a',
    '<br>',
    '- ',
    '  - a\n',
    '-',
    '=',
    '\n===\n',
    '#',
    '___a ',
    '&',
    'a:',
    '://',
    '1',
    '. ',
    '**https://x.example/a** ',
    'x.y**b**',
    '\\[',
    '**a \\(b\\)** ',
  ])('100,000 characters of %j', (piece) => {
    // Of the processor: others may use it meanwhile.
    const time = (chars: number) => {
      const text = piece.repeat(Math.ceil(chars / piece.length));
      const began = process.threadCpuUsage();
      textFor(text, writing);
      return process.threadCpuUsage(began).user / 1000;
    };
    time(5_000);
    // Ten times the text may take ten times as long; the square of it would be a hundred.
    expect(time(100_000)).toBeLessThan(Math.max(600, 40 * time(10_000)));
  });
});
