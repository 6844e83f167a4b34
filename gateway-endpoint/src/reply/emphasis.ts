interface Run {
  readonly start: number;
  readonly text: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

const RUN = /\\[\s\S]|\*+|_+|~+/g;
const WORD = /[\p{L}\p{N}]/u;

/**
 * GitHub's emphasis in Rocket.Chat's: there one star is bold, two underscores are italic, and a mark pairs with the next
 * one whatever stands between, so that `2 * 3 * 4` loses its stars (message-parser, grammar.pegjs: Bold, Italic). What is
 * no emphasis is therefore escaped, where it could meet another.
 */
export function emphasis(line: string): string {
  const runs = runsIn(line);
  const written = pair(runs);
  const counts = count(runs);
  let out = '';
  let at = 0;
  for (const run of runs) {
    out += line.slice(at, run.start) + (written.get(run) ?? literal(run, line, counts));
    at = run.start + run.text.length;
  }
  return out + line.slice(at);
}

function runsIn(line: string): Run[] {
  const runs: Run[] = [];
  for (const { 0: text, index: start } of line.matchAll(RUN)) {
    if (text.startsWith('\\')) continue;
    const [before, after] = [line[start - 1] ?? ' ', line[start + text.length] ?? ' '];
    // Two stars may stand in a word; one star or an underscore there is a product or a name.
    const isWordMark = text.startsWith('*') && text.length > 1;
    const opens = /\S/.test(after) && (isWordMark || !WORD.test(before));
    const closes = /\S/.test(before) && (isWordMark || !WORD.test(after));
    runs.push({ start, text, opens, closes });
  }
  return runs;
}

/** Every closing run takes the nearest open one that is its like; what was opened in between stays as it is. */
function pair(runs: readonly Run[]): Map<Run, string> {
  const written = new Map<Run, string>();
  const open: Run[] = [];
  const waiting = new Map<string, number>();
  const wait = ({ text }: Run, by: 1 | -1) => void waiting.set(text, (waiting.get(text) ?? 0) + by);
  for (const run of runs) {
    const marks = MARKS[run.text];
    if (!marks) continue;
    if (run.closes && (waiting.get(run.text) ?? 0) > 0) {
      for (let last = open.pop(); last; last = open.pop()) {
        wait(last, -1);
        if (last.text !== run.text) continue;
        written.set(last, marks[0]).set(run, marks[1]);
        break;
      }
    } else if (run.opens) {
      open.push(run);
      wait(run, 1);
    }
  }
  return written;
}

const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  '*': ['_', '_'],
  '**': ['**', '**'],
  '***': ['**_', '_**'],
  _: ['_', '_'],
  __: ['**', '**'],
  ___: ['**_', '_**'],
  '~': ['~~', '~~'],
  '~~': ['~~', '~~'],
};

function count(runs: readonly Run[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of runs) counts.set(text.charAt(0), (counts.get(text.charAt(0)) ?? 0) + text.length);
  return counts;
}

/** One alone meets nobody, and the underscores of `a_name_like_this` are left in peace by the parser. */
function literal({ start, text }: Run, line: string, counts: ReadonlyMap<string, number>): string {
  const mark = text.charAt(0);
  const isInName = mark === '_' && WORD.test(line[start - 1] ?? ' ') && WORD.test(line[start + text.length] ?? ' ');
  if (isInName || (counts.get(mark) ?? 0) < 2) return text;
  return `\\${mark}`.repeat(text.length);
}
