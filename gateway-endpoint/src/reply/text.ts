import { type Block, blocksOf } from './blocks.ts';
import { type ChunkMode, chunk } from './chunk.ts';
import { clean } from './clean.ts';
import { defuseCodeLine, defuseLine } from './defuse.ts';
import { markdown } from './markdown.ts';
import { type TableMode, withoutTables } from './tables.ts';

/** How an account writes. */
export interface Writing {
  /** Characters of a post that we aim at. */
  readonly limit: number;
  /** Characters of a post that the server accepts: its setting Message_MaxAllowedSize. */
  readonly maxChars: number;
  readonly chunkMode: ChunkMode;
  readonly tableMode: TableMode;
}

export interface TextOptions extends Writing {
  /** Usernames that may be pinged, such as that of who asked. */
  readonly allow?: readonly string[] | undefined;
}

/** Room for a fence around some code; below it nothing could be promised. */
const SMALLEST = 80;

/**
 * Text of a model → posts: the only way text leaves. In every post code is closed, nobody is pinged who may not be, and
 * no message is quoted; together they are the whole text. A text of nothing but space gives none.
 */
export function textFor(text: string, { limit, maxChars, chunkMode, tableMode, allow = [] }: TextOptions): string[] {
  const blocks = blocksOf(clean(text)).flatMap((block) => rendered(block, tableMode));
  const harmless = blocks.map((block) => defuse(block, allow));
  const max = Math.max(SMALLEST, Math.min(limit, maxChars));
  return chunk(harmless, max, chunkMode).filter(isVisible);
}

/** A table becomes code in the midst of text, hence blocks once more. */
function rendered(block: Block, tableMode: TableMode): Block[] {
  if (block.kind === 'code') return [block];
  return blocksOf(withoutTables(block.lines, tableMode).join('\n')).map((part) =>
    part.kind === 'code' ? part : { kind: 'text', lines: markdown(part.lines) },
  );
}

function defuse(block: Block, allow: readonly string[]): Block {
  return block.kind === 'code'
    ? { ...block, lines: block.lines.map(defuseCodeLine) }
    : { ...block, lines: block.lines.map((line) => defuseLine(line, allow)) };
}

function isVisible(piece: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(piece);
}
