import type { Block } from './blocks.ts';
import { cutAt } from './cut.ts';
import { fenced, partsOf, type Unit, unitsOf, write } from './units.ts';

/** `newline`: a post per paragraph. */
export type ChunkMode = 'length' | 'newline';

const HEADING = /^#{1,4} /;
/** Less room than this is left empty rather than begun to be filled with part of something long. */
const WORTH_FILLING = 100;

/**
 * Blocks → posts of at most `max` characters. Code, lists, items and paragraphs stay whole where they fit into one post;
 * code that does not is closed at the end of a post and opened again in the next. Nothing is lost but blank lines
 * between two posts.
 *
 * OpenClaw's `chunkMarkdownTextWithMode` closes fences too, but tears list items, letters and their marks apart.
 */
export function chunk(blocks: readonly Block[], max: number, mode: ChunkMode): string[] {
  const page = pages(max);
  const place = (unit: Unit): void => {
    const text = write(unit);
    if (unit.kind === 'blank') page.pause(mode === 'newline');
    else if (text.length <= max) page.add(text);
    else if (unit.kind === 'code') pour(page, unit.lines, unit.language);
    else if (unit.lines.length > 1) for (const part of partsOf(unit)) place(part);
    else cutUp(page, text);
  };
  for (const unit of unitsOf(blocks)) place(unit);
  return page.end();
}

type Pages = ReturnType<typeof pages>;

function pages(max: number) {
  const done: string[] = [];
  let texts: string[] = [];
  let size = 0;
  const room = () => (texts.length === 0 ? max : max - size - 1);

  function put(text: string): void {
    size += text.length + (texts.length === 0 ? 0 : 1);
    texts.push(text);
  }

  function turn(): void {
    while (texts.at(-1) === '') texts.pop();
    if (texts.length > 0) done.push(texts.join('\n'));
    texts = [];
    size = 0;
  }

  /** A heading goes with what it stands over. */
  function takeHeading(space: number): string | undefined {
    const at = texts.findLastIndex((text) => text !== '');
    const heading = texts[at];
    if (at <= 0 || heading === undefined || !HEADING.test(heading) || heading.length > space) return undefined;
    texts.length = at;
    return heading;
  }

  return {
    room,
    turn,
    /** @param text fits into a post of its own */
    add(text: string): void {
      if (text.length > room()) {
        const heading = takeHeading(max - text.length - 1);
        turn();
        if (heading !== undefined) put(heading);
      }
      put(text);
    },
    /** A blank line; the end of the post where one is wanted and the last line is no heading. */
    pause(isEnd: boolean): void {
      if (isEnd && !HEADING.test(texts.at(-1) ?? '')) turn();
      else if (texts.length > 0 && room() > 0) put('');
    },
    end(): string[] {
      turn();
      return done;
    },
  };
}

/** Code that is too long for one post. */
function pour(page: Pages, lines: readonly string[], language: string): void {
  const around = fenced(language, ['']).length - 1;
  if (page.room() < around + WORTH_FILLING) page.turn();
  let taken: string[] = [];
  let left = page.room() - around;
  const end = () => {
    if (taken.length > 0) page.add(fenced(language, taken));
    page.turn();
    taken = [];
    left = page.room() - around;
  };
  for (const line of lines) {
    let rest = line;
    if (rest.length > left && taken.length > 0) end();
    while (rest.length > left) {
      const cut = cutAt(rest, left);
      taken.push(rest.slice(0, cut));
      rest = rest.slice(cut);
      end();
    }
    taken.push(rest);
    left -= rest.length + 1;
  }
  if (taken.length > 0) page.add(fenced(language, taken));
}

/** A line that is too long for one post. */
function cutUp(page: Pages, line: string): void {
  if (page.room() < WORTH_FILLING) page.turn();
  let rest = line;
  while (rest.length > page.room()) {
    const cut = cutAt(rest, page.room());
    page.add(rest.slice(0, cut));
    page.turn();
    rest = rest.slice(cut);
  }
  if (rest !== '') page.add(rest);
}
