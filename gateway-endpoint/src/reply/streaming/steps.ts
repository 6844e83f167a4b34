/** Decides how much of a growing text is shown. */
export interface Steps {
  /** Less than this is waited for. */
  readonly minChars: number;
  /** More than this is shown even in the midst of a paragraph. */
  readonly maxChars: number;
  readonly breakPreference: 'paragraph' | 'newline' | 'sentence';
}

const ENDS = { paragraph: /\n\s*\n/g, newline: /\n/g, sentence: /[.!?…]["'”’)]*\s/g } as const;

/**
 * Mode `block`: a text that grows by whole paragraphs, lines or sentences instead of by words.
 *
 * @param shown characters of it that are shown already
 * @returns characters to show now, never fewer
 */
export function stepOf(text: string, shown: number, { minChars, maxChars, breakPreference }: Steps): number {
  const grown = text.length - shown;
  if (grown < minChars) return shown;
  let end = shown;
  for (const { index, 0: found } of text.slice(shown).matchAll(ENDS[breakPreference])) {
    if (index + found.length >= minChars) end = shown + index + found.length;
  }
  return end === shown && grown >= maxChars ? text.length : end;
}
