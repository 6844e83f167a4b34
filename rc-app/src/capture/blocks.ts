import { APP_ID, type Attachment } from '@rocketchat-openclaw/shared';

interface Node {
  readonly appId?: unknown;
  readonly type?: unknown;
  readonly text?: unknown;
  /** Of a picture. */
  readonly altText?: unknown;
}

/** Blocks hold texts, fields, elements, accessories, and groups of options: no text of a message lies deeper. */
const DEEPEST = 8;

/**
 * The words in the blocks of a message: other apps write in them. Our own blocks repeat words of the text.
 *
 * @param text of the message: words that are in it are left out here
 */
export function captureBlocks(blocks: readonly unknown[] | null | undefined, text: string): Attachment | undefined {
  const others = (blocks ?? []).filter((block) => (block as Node | null)?.appId !== APP_ID);
  const words = others.flatMap((block) => wordsIn(block, DEEPEST)).filter((line) => !text.includes(line));
  return words.length > 0 ? { kind: 'blocks', text: words.join('\n') } : undefined;
}

/** A text object has one of these types; whatever else has a `text` holds such an object. */
const TEXT_TYPES: readonly unknown[] = ['plain_text', 'mrkdwn'];

function wordsIn(node: unknown, deep: number): string[] {
  if (typeof node !== 'object' || node === null || deep === 0) return [];
  const { type, text, altText } = node as Node;
  if (TEXT_TYPES.includes(type)) return typeof text === 'string' && text.trim() !== '' ? [text] : [];
  const shown = type === 'image' && typeof altText === 'string' && altText.trim() !== '' ? [altText] : [];
  const words = Object.values(node).flatMap((each) => wordsIn(each, deep - 1));
  return type === 'button' ? words.map((word) => `[${word}]`) : [...shown, ...words];
}
