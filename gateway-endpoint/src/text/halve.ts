import { blocksOf } from './blocks.ts';
import { type ChunkMode, chunk } from './chunk.ts';
import { SMALLEST } from './text.ts';

/**
 * A post that the server takes for too long → two or three shorter ones; none where it cannot be shorter. It depends on the
 * post alone, so that a repeat makes the same.
 *
 * @param text one piece of `textFor`
 */
export function halvesOf(text: string, mode: ChunkMode): string[] {
  const halves = chunk(blocksOf(text), Math.max(SMALLEST, Math.ceil(text.length / 2)), mode);
  return halves.length > 1 ? halves : [];
}
