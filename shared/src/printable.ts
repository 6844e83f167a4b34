import { cutAt } from './cut.ts';

/** Long enough for any sentence of ours, with what somebody else has put into it. */
const MOST_CHARS = 2_000;

/** Control characters, those that turn or hide what follows them, halves of letters, and whatever Unicode calls a line end. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Makes a text with words of others safe for a log, a terminal or a status: one line, in the order in which it is read,
 * and cut. A control character is shown by its code, such as `\u{1b}`.
 */
export function printable(text: string, mostChars: number = MOST_CHARS): string {
  const kept = text.length > mostChars ? `${cutAt(text, mostChars)}… (${text.length} characters)` : text;
  return kept.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** The same for all texts in a value that is shown as JSON, keys as well. */
export function printableIn(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printableIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [printable(key), printableIn(each)]));
}
