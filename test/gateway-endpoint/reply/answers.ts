/** A part of an answer as models write them, and what a reader has to see of it. */
export interface Part {
  readonly source: string;
  /** Its words, without what draws lists, tables and rules. */
  readonly seen: string;
  /** The same behind a bracket that is none of a link's, where it differs. */
  readonly seenLater?: string;
  readonly opensBracket?: boolean;
  readonly code?: readonly string[];
  readonly links?: readonly string[];
  readonly formulas?: readonly string[];
}

type Pick = <T>(from: readonly T[]) => T;

const CODE: Readonly<Record<string, string>> = {
  python:
    '@dataclass\nclass A:\n    """Doc *a* _b_"""\n    x: int = 2 ** 3\n\n    @property\n    def y(self): return self.__dict__',
  typescript: "@Component({ selector: 'a' })\nexport class A<T> { @Input() b = `x`; }",
  java: '@Override\npublic <T> List<T> all(@NotNull T x) { return a[i] * b_c; }',
  sql: 'DECLARE @userId int = 5;\nSELECT *\nFROM t\n-- a_b\nWHERE id = @userId;',
  bash: '@reboot x\nfor f in *.ts; do\n\techo "$f" | sed -e "s/_/-/g" # all *\ndone',
  yaml: 'a:\n  - b: "@foo"\n    c: &x\n  - *x',
  html: '<button @click="go()">&amp; <b>x</b></button>\n<!-- *x* -->',
  css: '@media print {\n  .a_b > * { color: #fff }\n}',
  go: 'func (a *A) B(c *C) error {\n\treturn nil // 1. x\n}',
  rust: "#[derive(Debug)]\nfn f<'a>(x: &'a str) -> i32 { *x * 2 }",
  cpp: '#include <a>\nint *p = &x; // @param x\nstd::vector<int> v{};',
  diff: '--- a\n+++ b\n@@ -1 +1 @@\n-- x\n+- y',
  markdown: '# T\n\n- [a](b)\n> *q*\n1. x',
};
const WORDS = ['The result', 'A value', 'Your file', 'Each row', 'Some_name_here', 'Größe', '結果', 'It’s'];
const LINKS = [
  ['the guide', 'https://docs.example.com/a_b_c/d_e'],
  ['wiki [1]', 'https://en.wikipedia.org/wiki/Foo_(bar)_baz'],
  ['*the* spec', 'https://spec.example.org/x?a_1=b&c=_d_#e_f'],
  ['MDN', 'https://developer.mozilla.org/en-US/docs/Web/API/Element/_x_y'],
] as const;

const PARTS: readonly ((pick: Pick) => Part)[] = [
  (pick) => {
    const text = pick(WORDS);
    return { source: `## ${text} **matters**`, seen: `${text} matters` };
  },
  (pick) => {
    const text = pick(WORDS);
    return {
      source: `${text} is *quite* **important**, ~~not~~ 2 * 3 * 4 = 24, see my_file_name.ts and \`a_b*c\` &amp; &lt;T&gt;.`,
      seen: `${text} is quite important, not 2 * 3 * 4 = 24, see my_file_name.ts and a_b*c & <T>.`,
      code: ['a_b*c'],
    };
  },
  (pick) => {
    const language = pick(Object.keys(CODE));
    const code = CODE[language] ?? '';
    return { source: `\`\`\`\`${language}\n${code}\n\`\`\`\``, seen: code, code: [code] };
  },
  (pick) => {
    const [text, address] = pick(LINKS);
    const words = text.replaceAll('*', '');
    // In its other way of links Rocket.Chat knows no brackets within an address.
    const behind = /[()]/.test(address) ? ` ${address}` : '';
    return {
      source: `See [${text}](${address}), [again](${address} "t") and ${address} or [by name][r].\n\n[r]: ${address}`,
      seen: `See ${words}, again and ${address} or by name.`,
      seenLater: `See ${words}${behind}, again${behind} and ${address} or by name${behind}.`,
      links: [address, address, address, address],
    };
  },
  (pick) => {
    const text = pick(WORDS);
    return {
      source: `- ${text}\n  - one **b**\n    - two \`x_y\`\n      1. three\n- [x] done\n- [ ] not *yet*\n\n  more of it`,
      seen: `${text} one b two x_y three done not yet more of it`,
      code: ['x_y'],
    };
  },
  (pick) => {
    const language = pick(Object.keys(CODE));
    const code = CODE[language] ?? '';
    const within = code.replace(/^(?=.)/gm, '   ');
    return {
      source: `1. Install it:\n\n   \`\`\`\`${language}\n${within}\n   \`\`\`\`\n\n   and wait.\n2. Run it.`,
      seen: `Install it: ${code} and wait. Run it.`,
      code: [code],
    };
  },
  () => ({
    source: '| Name | Cost |\n|:-----|-----:|\n| a_b  | 5 \\* 6 |\n| **c** | d |',
    seen: 'Name Cost : a_b 5 * 6 c d'.replace(' : ', ' '),
  }),
  (pick) => {
    const formula = pick(['x_{1} * y_{2} * z', 'a^*_b + \\frac{1}{2}', 'f(x) = \\sum_{i=1}^{n} a_i', '\\{ x \\}']);
    return {
      source: `So \\( ${formula} \\) holds, and\n\n\\[\n${formula}\n= 5\n\\]\n\n$$\n${formula}\n$$`,
      seen: `So ${formula} holds, and ${formula} = 5 ${formula}`,
      formulas: [formula, `${formula}\n= 5`, formula],
    };
  },
  (pick) => {
    const text = pick(WORDS);
    return { source: `> ${text} said:\n> *yes*\n\n---`, seen: `${text} said: yes` };
  },
  (pick) => {
    const text = pick(WORDS);
    return {
      source: `<details>\n<summary>${text}</summary>\n\nPress <kbd>Ctrl</kbd>+<kbd>C</kbd>[^1]\n\n</details>\n\n[^1]: Or *not*.`,
      seen: `${text} Press Ctrl+C[1] [1]: Or not.`,
      code: ['Ctrl', 'C'],
      opensBracket: true,
    };
  },
  (pick) => {
    const name = pick(['alice', 'all', 'here', 'bob', 'carol']);
    return {
      source: `Ask @${name}, (@${name}) or **@${name}** in #general: \`cc @${name}\`.\n\n    @${name} in code`,
      seen: `Ask @${name}, (@${name}) or @${name} in #general: cc @${name}. @${name} in code`,
      code: [`cc @${name}`, `@${name} in code`],
    };
  },
];

/** An answer of some parts. */
export function answerOf(dice: () => number): Part {
  const pick: Pick = (from) => from[Math.floor(dice() * from.length)] as (typeof from)[number];
  const parts = Array.from({ length: 3 + Math.floor(dice() * 6) }, () => pick(PARTS)(pick));
  const all = (key: 'code' | 'links' | 'formulas') => parts.flatMap((part) => part[key] ?? []);
  return {
    // A name of a reference counts where it was given first.
    source: parts.map(({ source }, n) => source.replaceAll('[r]', `[r${n}]`)).join('\n\n'),
    seen: parts
      .map(({ seen, seenLater = seen }, n) => (parts.slice(0, n).some((part) => part.opensBracket) ? seenLater : seen))
      .join('\n'),
    code: all('code'),
    links: all('links'),
    formulas: all('formulas'),
  };
}
