/** Code between fences, or the lines between two such blocks. */
export type Block =
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly lines: readonly string[] };

interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly info: string;
}

const OPENING = /^([ \t]*)(`{3,}|~{3,})(.*)$/;
const LANGUAGE_CHARS = 32;

/**
 * Cuts a text at its code fences (CommonMark 4.5: backticks or tildes, three or more), in list items as well. A fence
 * that is never closed ends with the text, so that nothing after it is swallowed by somebody else's message.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: Fence | undefined;
  const end = () => {
    if (fence) blocks.push({ kind: 'code', language: languageOf(fence.info), lines });
    else if (lines.length > 0) blocks.push({ kind: 'text', lines });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const opened = fence ? undefined : openedBy(line);
    const isClosed = fence && closes(line, fence);
    if (!opened && !isClosed) {
      lines.push(fence ? dedent(line, fence.indent) : line);
      continue;
    }
    end();
    fence = opened;
  }
  if (fence && lines.at(-1) === '') lines.pop();
  end();
  return blocks;
}

function openedBy(line: string): Fence | undefined {
  const [, indent, mark, info] = OPENING.exec(line) ?? [];
  if (indent === undefined || mark === undefined || info === undefined) return undefined;
  // With a backtick behind it, it is code within a line.
  return mark.startsWith('`') && info.includes('`') ? undefined : { indent: indent.length, mark, info };
}

function closes(line: string, { mark }: Fence): boolean {
  const found = line.trim();
  return found.length >= mark.length && found === mark.charAt(0).repeat(found.length);
}

/** Rocket.Chat knows fences at the beginning of a line only, so the code of a list item moves there too. */
function dedent(line: string, by: number): string {
  let start = 0;
  while (start < by && (line[start] === ' ' || line[start] === '\t')) start += 1;
  return line.slice(start);
}

/**
 * Rocket.Chat takes letters, digits, `_`, `-`, `.` and blanks behind a fence and reads anything else as no fence at
 * all (message-parser, grammar.pegjs: CodeLanguage).
 */
function languageOf(info: string): string {
  const [word = ''] = info.trim().split(/[\s{,:]/, 1);
  const known = word.replace(/^c\+\+$/i, 'cpp').replace(/^([cf])#$/i, '$1sharp');
  return known.replace(/[^a-zA-Z0-9_.-]/g, '').slice(0, LANGUAGE_CHARS);
}
