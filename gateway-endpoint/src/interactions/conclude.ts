import type { Block } from '@rocketchat-openclaw/shared';
import type { AppClient } from '../app-client/client.ts';
import { type KeyOf, keyFor } from '../app-client/key.ts';
import { textFor, type Writing } from '../text/text.ts';
import { EN } from '../texts/pattern.ts';
import { allWords } from '../texts/words.ts';
import type { IssuedCard } from './cards.ts';
import { labelFor } from './label.ts';

/** “✓ **Yes** — @user”, which pings nobody. */
export function chosenLine(label: string, username: string): string {
  return EN.ENDED.chosen(bare(label), username);
}

/** The same for a card that ended without a click here: “✓ **Answered: Yes**”, “✗ **Expired**”. */
export const settledLine = (status: string): string =>
  isSettled(status) ? EN.ENDED.settled(bare(status)) : EN.ENDED.expired(bare(status));

/** In any language: that of the workspace may have changed since the card was posted. */
const isSettled = (status: string): boolean =>
  allWords().some(({ ENDED }) => status.startsWith(ENDED.decided) || status.startsWith(ENDED.answered(undefined)));

const bare = (label: string): string => labelFor(label).replace(/[*`]/g, '');

type Over = Pick<IssuedCard, 'text' | 'blocks'>;

/**
 * A card whose buttons have gone: all its text, and how it ended. Where that is more than one
 * message may hold, it stays in sections, which have no such limit.
 */
export function concluded({ text, blocks }: Over, line: string, writing: Writing): { text: string; blocks?: Block[] } {
  const [end = line] = textFor(line, writing);
  const rest = blocks.flatMap((block) => ('text' in block ? [block.text] : []));
  const whole = [text, ...rest, end].join('\n\n');
  if (whole.length <= writing.maxChars) return { text: whole };
  const shown = blocks.filter(({ type }) => type !== 'actions');
  return { text: end, blocks: [{ type: 'section', text }, ...shown, { type: 'section', text: end }] };
}

/** Changes the post of a card. @throws AppCallError */
export type Change = (card: IssuedCard, content: { text: string; blocks?: Block[] }, keyOf: KeyOf) => Promise<void>;

export function openChange(client: AppClient): Change {
  return async ({ roomId, messageId }, content, keyOf) => {
    if (!messageId) return;
    await client.call({ v: 1, command: 'update', key: keyFor(keyOf, 0), roomId, messageId, ...content });
  };
}
