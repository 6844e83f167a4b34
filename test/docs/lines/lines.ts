/** Lines that people can search for, exactly as the code says them, by the name of their part in a page. */
export type Lines = Readonly<Record<string, readonly string[]>>;

/** A part of a page with lines: one block of text. */
export function blockOf(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}

/**
 * The words at which a text of a catalogue is known wherever it stands: a function is called, and what its arguments add
 * is cut out.
 */
export function wordsOf(text: unknown): readonly string[] {
  if (typeof text === 'string') return [text];
  if (typeof text !== 'function') return [];
  // In words of a span of time, it is no number.
  const said = String(text(...Array.from({ length: text.length }, () => GAP)));
  return said.split(/\0|NaN \w+/).filter((piece) => piece.length > 8);
}

const GAP = '\0';
