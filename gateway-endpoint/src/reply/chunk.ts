import { chunkMarkdownTextWithMode } from 'openclaw/plugin-sdk/reply-chunking';

/** Splits at paragraphs and keeps code fences whole; a text of nothing but space gives no piece at all. */
export function chunk(text: string, limit: number): string[] {
  if (text.trim() === '') return [];
  const pieces = chunkMarkdownTextWithMode(text, limit, 'length').filter((piece) => piece.trim() !== '');
  return pieces.length > 0 ? pieces : [text];
}
