import type { Writing } from '../text/text.ts';
import type { AccountConfig } from './schema.ts';

const DEFAULT_LIMIT = 4_000;
/** The default of the server's setting Message_MaxAllowedSize; longer messages are refused, not cut. */
const SERVER_LIMIT = 5_000;

/** How the agent's text is written, with every default in its place. */
export function writingOf({ textChunkLimit, chunkMode, markdown }: AccountConfig): Writing {
  // OpenClaw's `block` is for channels that draw tables themselves, which Rocket.Chat does not.
  const tables = markdown?.tables === 'block' ? undefined : markdown?.tables;
  return {
    limit: textChunkLimit ?? DEFAULT_LIMIT,
    maxChars: SERVER_LIMIT,
    chunkMode: chunkMode ?? 'length',
    tableMode: tables ?? 'auto',
  };
}
