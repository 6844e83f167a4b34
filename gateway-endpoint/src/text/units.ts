import type { Block } from './blocks.ts';

/** Stays together in a post as long as it fits: code, a list, an item of it, a paragraph, a line. */
export type Unit =
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: 'list' | 'item' | 'text' | 'blank'; readonly lines: readonly string[] };

/** As `page.ts` writes them: `-` and numbers, and deeper ones behind blanks that do not break. */
const TOP_ITEM = /^(?:- |\d{1,9}\. )/;
const BELONGS = /^[ \t\u00a0]/;

export function unitsOf(blocks: readonly Block[]): Unit[] {
  return blocks.flatMap((block): Unit[] => (block.kind === 'code' ? [block] : textUnits(block.lines)));
}

/** The next smaller units; a line has none. */
export function partsOf(unit: Unit): Unit[] {
  if (unit.kind === 'list')
    return group(unit.lines, (line) => TOP_ITEM.test(line)).map((lines) => ({ kind: 'item', lines }));
  return unit.lines.length > 1 ? unit.lines.map((line) => ({ kind: 'text', lines: [line] })) : [];
}

export function write(unit: Unit): string {
  return unit.kind === 'code' ? fenced(unit.language, unit.lines) : unit.lines.join('\n');
}

/** Rocket.Chat knows no fence around nothing (message-parser, grammar.pegjs: Code), so a blank goes in. */
export function fenced(language: string, lines: readonly string[]): string {
  const code = lines.some((line) => line !== '') ? lines : [' '];
  return ['```'.concat(language), ...code, '```'].join('\n');
}

function textUnits(lines: readonly string[]): Unit[] {
  let isList = false;
  let last = '';
  const groups = group(lines, (line, next) => {
    const wasBlank = last === '';
    last = line;
    if (line === '') {
      isList = isList && (TOP_ITEM.test(next) || BELONGS.test(next));
      return !isList;
    }
    const wasList = isList;
    isList = TOP_ITEM.test(line) || (isList && (BELONGS.test(line) || !wasBlank));
    return isList ? !wasList : wasList || wasBlank;
  });
  return groups.map((group): Unit => {
    const [first = ''] = group;
    if (first === '') return { kind: 'blank', lines: [''] };
    return { kind: TOP_ITEM.test(first) ? 'list' : 'text', lines: group };
  });
}

/** @param begins does a new group begin with this line? */
function group(lines: readonly string[], begins: (line: string, next: string) => boolean): string[][] {
  const groups: string[][] = [];
  for (const [at, line] of lines.entries()) {
    const open = groups.at(-1);
    if (begins(line, lines[at + 1] ?? '') || !open) groups.push([line]);
    else open.push(line);
  }
  return groups;
}
