/** A directive of nginx or Caddy: its words, and those within its braces. */
export interface Directive {
  readonly words: readonly string[];
  readonly within: readonly Directive[];
}

/**
 * Reads blocks in braces, as nginx and Caddy write them. A directive ends with `;` there, and with its line here.
 *
 * @param end `;` or the end of a line
 * @throws where a brace is not closed, or a directive of nginx not ended
 */
export function readBraces(text: string, end: ';' | '\n'): Directive[] {
  const pieces = text.match(end === ';' ? /[^\s{};]+|[{};]/g : /[^\s{}]+|[{}\n]/g) ?? [];
  const root: Directive[] = [];
  const open: { words: string[]; into: Directive[] }[] = [{ words: [], into: root }];
  for (const piece of pieces) {
    const here = open.at(-1);
    if (!here) throw new Error('a brace is closed that was not opened');
    if (piece === '{') {
      const within: Directive[] = [];
      here.into.push({ words: here.words, within });
      here.words = [];
      open.push({ words: [], into: within });
    } else if (piece === '}' || piece === end) {
      if (piece === '}' && end === ';' && here.words.length > 0) throw new Error(`not ended: ${here.words.join(' ')}`);
      if (here.words.length > 0) here.into.push({ words: here.words, within: [] });
      here.words = [];
      if (piece === '}') open.pop();
    } else here.words.push(piece);
  }
  if (open.length !== 1 || open[0]?.words.length) throw new Error('a brace is not closed');
  return root;
}
