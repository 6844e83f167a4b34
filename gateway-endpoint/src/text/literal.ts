/** Stands before a mark that marks nothing, until its line is whole. `clean` has taken it out of everything else. */
const LITERAL = '\ufdd3';
const MARK = /[*_~`\\]/g;
/** Addresses behind words, of which Rocket.Chat takes nothing for a mark. */
const NO_WORDS = /\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)|<[^\s<>|]*\|/g;
const MARKED = /(?:\ufdd3\*)+|(?:\ufdd3_)+|(?:\ufdd3~)+|(?:\ufdd3`)+/g;
/** With what follows it. */
const BACKSLASH = /\ufdd3\\([*_~`#.])?/g;
/** An “or” of programs, where it is no code. `||so||` is a spoiler. */
const BARS = /(?<=\s)\|\|(?=\s)|(?<=[\w)\]])\|\|(?=[\w(!])/g;
/** Rocket.Chat shows what follows as it is, up to the next blank: see `open-line.ts`. */
const SHOWN_AS_IT_IS = /^[\p{L}\p{N}()_~\ufdd3-]*[\p{L}\p{N}_-]\.[\p{L}\p{N}_-]/u;
const ASCII_WORD = /[a-zA-Z0-9]/;
/** The beginning of a name whose underscores Rocket.Chat leaves in peace: behind any other sign or letter they are marks. */
const NAME_BEFORE = /(?:^|\s)[([:|]*(?:\*\*)?[a-zA-Z0-9_\ufdd3]+$/;
const WORD = /[\p{L}\p{N}]/u;
/** Text that Rocket.Chat would read as the beginning of a list, a quotation, a spoiler or a rule. */
const BEGINS_BLOCK = /^(?:[-*](?=[ \t])|>|\|\|$|-{3,}[ \t]*$)/;

/** Text of which no character is markup: neither a mark nor what would be a link or an image. */
export function literal(text: string): string {
  return text
    .replace(MARK, `${LITERAL}$&`)
    .replace(/!(?=\[)|\](?=\()/g, '$&\u200b')
    .replace(BARS, '|\u200b|');
}

/**
 * A line in which every mark pairs with the next one whatever stands between (message-parser, grammar.pegjs: Bold,
 * Italic), so that those that mean nothing are escaped, where they could meet another. One alone meets nobody, and the
 * underscores of `a_name_like_this` are left in peace by the parser.
 */
export function settleLine(line: string): string {
  if (!line.includes(LITERAL)) return line;
  const counts = new Map<string, number>();
  for (const [mark] of line.replace(NO_WORDS, '').matchAll(MARK)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return line.replace(/\S+/g, (word, at: number) => settleWord(word, line.slice(Math.max(0, at - 1), at), counts));
}

function settleWord(word: string, blank: string, counts: ReadonlyMap<string, number>): string {
  if (!word.includes(LITERAL)) return word;
  const text = word.replace(BACKSLASH, (_all, next = '') => backslash(next));
  const asIs = SHOWN_AS_IT_IS.exec(text)?.[0].length ?? Number.POSITIVE_INFINITY;
  const address = text.indexOf('://');
  return text.replace(MARKED, (run, at: number) => {
    const mark = run.charAt(1);
    const before = text[at - 1] ?? (blank || ' ');
    const isInName = mark === '_' && isNameSign(text, at, run.length);
    const isAlone = isInName || ((counts.get(mark) ?? 0) < 2 && before !== '\\');
    if (isAlone || at >= asIs) return mark.repeat(run.length / 2);
    // An address takes a backslash for its own, and `:\` is a face.
    const apart = address >= 0 && at > address ? ' ' : /[:=]/.test(before) ? '\u200b' : '';
    return `${apart}${`\\${mark}`.repeat(run.length / 2)}`;
  });
}

/** Is an underscore part of a name, which marks nothing to Rocket.Chat either? */
export function isNameSign(text: string, at: number, length = 1): boolean {
  const before = text.slice(Math.max(0, at - 64), at);
  return ASCII_WORD.test(before.at(-1) ?? ' ') && NAME_BEFORE.test(before) && WORD.test(text[at + length] ?? ' ');
}

/** The same, at the beginning of a paragraph's line. */
export function paragraphLine(line: string): string {
  const settled = settleLine(line);
  if (/^#{1,4}[ \t]/.test(settled)) return `\\${settled}`;
  return BEGINS_BLOCK.test(settled) ? `\u200b${settled}` : settled;
}

/** Before a mark it would take its meaning away. */
function backslash(next: string): string {
  if (next === '#' || next === '.') return `\\\\${next}`;
  return next ? `\\\u200b${next}` : '\\';
}
