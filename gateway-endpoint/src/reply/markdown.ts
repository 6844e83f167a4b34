import { inline } from './inline.ts';

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const UNDERLINE = /^ {0,3}(=+|-{3,})[ \t]*$/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}>[ \t>]*(.*)$/;
const ITEM = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+(\S.*)$/;
const TASK = /^\[([ xX])\][ \t]+(.*)$/;

/** What OpenClaw writes for a rule as well. */
const LINE = '───';
/** Not a blank: those at the beginning of a line are not shown. */
const STEP = '\u00a0'.repeat(4);
const MOST_BLANK_LINES = 2;
const DEEPEST = 8;

/**
 * Lines of GitHub's Markdown in what Rocket.Chat renders: headings up to the fourth level, lists of one level that begin
 * with `-` or `1.`, quotations of one level (message-parser, grammar.pegjs: Blocks). Deeper items are indented by hand.
 */
export function markdown(lines: readonly string[]): string[] {
  const out: string[] = [];
  const depths = listDepths();
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') {
      if (out.slice(-MOST_BLANK_LINES).some((last) => last !== '') || out.length < MOST_BLANK_LINES) out.push('');
      continue;
    }
    const isTitle = isTitleOver(lines, at);
    if (UNDERLINE.test(line) && isTitleOver(lines, at - 1)) continue;
    const written = isTitle
      ? heading(UNDERLINE.exec(lines[at + 1] ?? '')?.[1]?.startsWith('=') ? 1 : 2, line)
      : undefined;
    out.push(...(written ?? writeLine(line, depths)).split('\n').filter((part) => part.trim() !== ''));
  }
  return out;
}

/** A line alone with a line of `=` or `-` beneath it. */
function isTitleOver(lines: readonly string[], at: number): boolean {
  const [before = '', line = '', after = ''] = [lines[at - 1], lines[at], lines[at + 1]];
  const isPlain = line.trim() !== '' && ![HEADING, UNDERLINE, RULE, QUOTE, ITEM].some((other) => other.test(line));
  return isPlain && before.trim() === '' && UNDERLINE.test(after);
}

function writeLine(line: string, depths: ReturnType<typeof listDepths>): string {
  const [, level, title] = HEADING.exec(line) ?? [];
  if (level && title) return heading(level.length, title);
  if (RULE.test(line)) return LINE;
  const quoted = QUOTE.exec(line)?.[1];
  if (quoted !== undefined) return `> ${inline(quoted).replaceAll('\n', '\n> ')}`.trimEnd();
  const [, indent, number, text] = ITEM.exec(line) ?? [];
  if (indent === undefined || text === undefined) {
    if (!/^[ \t]/.test(line)) depths.end();
    return inline(line);
  }
  return item(depths.at(width(indent)), number, text);
}

/** Bold within a heading is shown as stars by most versions, and a heading is bold anyway. */
function heading(level: number, text: string): string {
  const title = inline(text.trim().replace(/[ \t]+#+$/, ''))
    .replaceAll('**', '')
    .replaceAll('\n', ' ');
  return `${'#'.repeat(Math.min(level, 4))} ${title}`;
}

function item(depth: number, number: string | undefined, text: string): string {
  const [, box, task] = TASK.exec(text) ?? [];
  const isDone = box !== ' ';
  const words = inline(task ?? text).replaceAll('\n', ' ');
  if (depth > 0) {
    const mark = number ? `${number}.` : task === undefined ? '•' : isDone ? '☑' : '☐';
    return `${STEP.repeat(Math.min(depth, DEEPEST))}${mark} ${words}`;
  }
  if (number) return `${number}. ${words}`;
  return task === undefined ? `- ${words}` : `- [${isDone ? 'x' : ' '}] ${words}`;
}

/** How deep an item is, from the indents of those above it: two blanks or more go one level down. */
function listDepths() {
  const indents: number[] = [];
  return {
    end: () => void indents.splice(0),
    at(indent: number): number {
      while (indents.length > 0 && indent < (indents.at(-1) ?? 0)) indents.pop();
      if (indents.length === 0 || indent >= (indents.at(-1) ?? 0) + 2) indents.push(indent);
      return indents.length - 1;
    },
  };
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}
