/** Code between fences, or the lines between two such blocks. */
export type Block =
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly lines: readonly string[] };

const LANGUAGE_CHARS = 32;

/**
 * Rocket.Chat takes letters, digits, `_`, `-`, `.` and blanks behind a fence and reads anything else as no fence at
 * all (message-parser, grammar.pegjs: CodeLanguage).
 */
export function languageOf(info: string): string {
  const [word = ''] = info.trim().split(/[\s{,:]/, 1);
  const known = word.replace(/^c\+\+$/i, 'cpp').replace(/^([cf])#$/i, '$1sharp');
  return known.replace(/[^a-zA-Z0-9_.-]/g, '').slice(0, LANGUAGE_CHARS);
}

const FENCE = /^```([a-zA-Z0-9_.-]*)$/;

/** Blocks of a post that was written by us: its fences stand alone in their lines, and each has its end. */
export function blocksOf(post: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let language: string | undefined;
  const end = () => {
    if (language !== undefined) blocks.push({ kind: 'code', language, lines });
    else if (lines.length > 0) blocks.push({ kind: 'text', lines });
    lines = [];
  };
  for (const line of post.split('\n')) {
    const [, named] = FENCE.exec(line) ?? [];
    if (named === undefined) {
      lines.push(line);
      continue;
    }
    end();
    language = language === undefined ? named : undefined;
  }
  end();
  return blocks;
}
