/** Stands before a mark that marks nothing, until its line is whole. `clean` has taken it out of everything else. */
const LITERAL = '\ufdd3';
const MARK = /[*_~`\\]/g;
const MARKED = /(?:\ufdd3\*)+|(?:\ufdd3_)+|(?:\ufdd3~)+|(?:\ufdd3`)+/g;
/** With what follows it. */
const BACKSLASH = /\ufdd3\\([*_~`#.])?/g;
const ASCII_WORD = /[a-zA-Z0-9]/;
const WORD = /[\p{L}\p{N}]/u;
/** What Rocket.Chat would take for the beginning of a list, a quotation, a spoiler or a rule. */
const BEGINS_BLOCK = /^(?:[-*](?=[ \t])|>|\|\|$|-{3,}[ \t]*$)/;

/** Text of which no character is markup. */
export function literal(text: string): string {
  return text.replace(MARK, `${LITERAL}$&`);
}

/**
 * A line in which every mark pairs with the next one whatever stands between (message-parser, grammar.pegjs: Bold,
 * Italic), so that those that mean nothing are escaped, where they could meet another. One alone meets nobody, and the
 * underscores of `a_name_like_this` are left in peace by the parser.
 */
export function settleLine(line: string): string {
  if (!line.includes(LITERAL)) return line;
  const counts = new Map<string, number>();
  for (const [mark] of line.matchAll(MARK)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const text = line.replace(BACKSLASH, (_all, next = '') => backslash(next));
  return text.replace(MARKED, (run, at: number) => {
    const mark = run.charAt(1);
    const before = text[at - 1] ?? ' ';
    const isInName = mark === '_' && ASCII_WORD.test(before) && WORD.test(text[at + run.length] ?? ' ');
    const isAlone = isInName || ((counts.get(mark) ?? 0) < 2 && before !== '\\');
    return (isAlone ? mark : `\\${mark}`).repeat(run.length / 2);
  });
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
