import { textFor, type Writing } from '../../text/text.ts';

const EARLIER = '…\n';

/**
 * As much of an unfinished text as one post holds: its end, so that one sees it grow. Every piece of `textFor` is a post
 * in itself, with its code closed and nobody pinged.
 *
 * @returns '' where there is nothing to see yet
 */
export function excerptOf(text: string, writing: Writing): string {
  const whole = textFor(text, writing);
  if (whole.length <= 1) return whole[0] ?? '';
  const most = Math.min(writing.limit, writing.maxChars) - EARLIER.length;
  return EARLIER + (textFor(text, { ...writing, limit: most }).at(-1) ?? '');
}
