import type { Block } from './blocks.ts';
import { closedIn } from './html.ts';
import type { Around } from './write-inline.ts';

/** Not a blank: those at the beginning of a line are not shown. */
const STEP = '\u00a0'.repeat(4);
/** Of a line that goes on in the next. */
const HANGING = '  ';
const MOST_BLANK_LINES = 2;
const DEEPEST = 8;
const BLANK = /^[ \t>]*$/;

/** Blocks as they are written, within the lists and quotations that are open. @param source lines of the text */
export function openPage(source: readonly string[]) {
  const blocks: Block[] = [];
  let text: string[] = [];
  let [quotes, depth] = [0, 0];
  /** Of each open item: its mark until something was written behind it. */
  const marks: (string | undefined)[] = [];

  /** Rocket.Chat knows lists of one level, and none in quotations. */
  const isTop = () => depth === 1 && quotes === 0;

  function endText(): void {
    if (text.length > 0) blocks.push({ kind: 'text', lines: text });
    text = [];
  }

  function write(lines: readonly string[]): void {
    for (const [at, line] of lines.entries()) {
      text.push(
        `${quotes > 0 ? '> ' : ''}${indentOf(at, line, { depth, quotes, mark: marks.at(-1) })}${line}`.trimEnd(),
      );
      if (marks.length > 0) marks[marks.length - 1] = undefined;
    }
  }

  /** The mark of an item that begins with something that cannot stand behind it. */
  function writeMark(): void {
    const mark = marks.at(-1);
    if (mark === undefined) return;
    if (mark === '-') marks[marks.length - 1] = '•';
    write(['']);
  }

  return {
    write,
    around: { hasBracket: false, closed: closedIn(source.join('\n')) } as Around,
    source: (first: number, end: number) => source.slice(first, end).map((line) => line.replace(/^[ \t>]+/, '')),
    /** Blank lines above what begins in this line. */
    begin(first: number): void {
      if (marks.at(-1) !== undefined || blocks.length + text.length === 0) return;
      const above = blankLinesAbove(first, source).map((line) => (quotes > 0 && line.includes('>') ? '>' : ''));
      const are = text.length - 1 - text.findLastIndex((line) => line !== '' && line !== '>');
      text.push(...above.slice(are));
    },
    code(language: string, lines: readonly string[]): void {
      writeMark();
      endText();
      blocks.push({ kind: 'code', language, lines });
    },
    /** Of its own. Rocket.Chat knows none within lists and quotations, as with code (grammar.pegjs: Katex). */
    formula(lines: readonly string[]): void {
      writeMark();
      text.push(...lines);
    },
    quote: (by: 1 | -1) => {
      quotes += by;
    },
    list(by: 1 | -1): void {
      if (by > 0) writeMark();
      depth += by;
    },
    item(number: string | undefined): void {
      marks.push(number ?? (isTop() ? '-' : '•'));
    },
    itemEnd(): void {
      writeMark();
      marks.pop();
    },
    /** Not within a list or a quotation. */
    isOutside: () => depth === 0 && quotes === 0,
    /** Was nothing written in the item yet? */
    isFresh: () => marks.at(-1) !== undefined,
    task(isDone: boolean): void {
      marks[marks.length - 1] = isTop() ? `- [${isDone ? 'x' : ' '}]` : isDone ? '☑' : '☐';
    },
    end(): Block[] {
      endText();
      return blocks;
    },
  };
}

interface Within {
  readonly depth: number;
  readonly quotes: number;
  readonly mark: string | undefined;
}

/** A line of an item begins with its mark, or below it. */
function indentOf(line: number, words: string, { depth, quotes, mark }: Within): string {
  const level = Math.min(depth - 1, DEEPEST);
  if (depth === 0 || quotes > 0) return mark === undefined ? '' : `${STEP.repeat(Math.max(0, level))}${mark} `;
  if (mark !== undefined) return `${STEP.repeat(level)}${mark} `;
  if (line > 0 && words.startsWith('\u00a0')) return '';
  return line > 0 && level === 0 ? HANGING : STEP.repeat(level + 1);
}

function blankLinesAbove(first: number, source: readonly string[]): readonly string[] {
  let blanks = 0;
  while (blanks < MOST_BLANK_LINES && first - blanks > 0 && BLANK.test(source[first - blanks - 1] ?? '')) blanks += 1;
  return source.slice(first - blanks, first);
}
