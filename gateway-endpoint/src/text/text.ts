import type { Block } from './blocks.ts';
import { type ChunkMode, chunk } from './chunk.ts';
import { clean } from './clean.ts';
import { callsIn, settleCalls } from './code-calls.ts';
import { defuseCodeLine, defuseLine } from './defuse.ts';
import type { TableMode } from './tables.ts';
import type { TakenNames } from './taken-names.ts';
import { writeBlocks } from './write-blocks.ts';

/** How an account writes. */
export interface Writing {
  /** Characters of a post that we aim at. */
  readonly limit: number;
  /** Characters of a post that the server accepts: its setting Message_MaxAllowedSize. */
  readonly maxChars: number;
  readonly chunkMode: ChunkMode;
  readonly tableMode: TableMode;
  /** Of the workspace, as Rocket.Chat names it: our own sentences in rooms are in it. */
  readonly language?: string | undefined;
  /** Knows the names in use, for mentions in code; absent before the account runs. */
  readonly names?: TakenNames | undefined;
}

export interface TextOptions extends Writing {
  /** Usernames that may be pinged, such as that of the person who asked. */
  readonly allow?: readonly string[] | undefined;
}

/** Room for a fence around some code; a smaller limit cannot be kept. */
export const SMALLEST = 80;

/**
 * Text of a model → posts: the only way text leaves. In every post code is closed, nobody is pinged who may not be, and
 * no message is quoted; together they are the whole text. A text of nothing but space gives none.
 *
 * Code stays as it is, but for names that somebody has: where it is cut does not depend on what `names` knows.
 */
export function textFor(text: string, options: TextOptions): string[] {
  return markedPosts(text, options).map((post) => settleCalls(post, (name) => options.names?.isTaken(name)));
}

/** Has `names` ask for what is in the code of a text, before `textFor`. */
export async function learnNames(text: string, writing: Writing): Promise<void> {
  if (writing.names && text.includes('@')) await writing.names.learn(callsIn(markedPosts(text, writing)));
}

function markedPosts(text: string, { limit, maxChars, chunkMode, tableMode, allow = [] }: TextOptions): string[] {
  const max = Math.max(SMALLEST, Math.min(limit, maxChars));
  const blocks = writeBlocks(clean(text), tableMode);
  const harmless = blocks.map((block) => defuse(block, allow, max));
  return chunk(harmless, max, chunkMode).filter(isVisible);
}

function defuse(block: Block, allow: readonly string[], max: number): Block {
  return block.kind === 'code'
    ? { ...block, lines: block.lines.map(defuseCodeLine) }
    : { ...block, lines: block.lines.map((line) => defuseLine(line, allow, line.length > max)) };
}

function isVisible(piece: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(piece);
}
