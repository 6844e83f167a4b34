/**
 * Replaces the code within a line (CommonMark 6.1: as many backticks behind it as before it). Rocket.Chat knows single
 * backticks and none within (message-parser, grammar.pegjs: InlineCode), so a backtick there becomes its look-alike.
 *
 * @param replace is given the code without backticks
 */
export function codeSpans(line: string, replace: (code: string) => string): string {
  const runs = [...line.matchAll(/`+/g)];
  const closing = closingRuns(runs);
  let out = '';
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const [open, close] = [runs[index], runs[closing.get(index) ?? -1]];
    if (!open || !close || open.index < at) continue;
    const start = open.index + open[0].length;
    out += line.slice(at, open.index) + replace(plain(line.slice(start, close.index)));
    at = close.index + close[0].length;
  }
  return out + line.slice(at);
}

/** The next run of the same length, read from behind: looked for from the front it could take the square of the time. */
function closingRuns(runs: readonly RegExpExecArray[]): Map<number, number> {
  const next = new Map<number, number>();
  const closing = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.[0].length ?? 0;
    const found = next.get(length);
    if (found !== undefined) closing.set(index, found);
    next.set(length, index);
  }
  return closing;
}

function plain(code: string): string {
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  return (isPadded ? code.slice(1, -1) : code).replaceAll('`', '\u02cb');
}
