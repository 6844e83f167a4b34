// Written as escapes: a reader of this file must see what the reader of a message cannot.
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Embeddings, overrides and isolates (UAX #9): left open they turn the rest of a post around, in code they hide code. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
/** Tag characters spell out text that only machines read; they have their place in the flags of three countries. */
const TAGS = /(\u{1f3f4}[\u{e0061}-\u{e007a}]{1,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** Ours: see `literal.ts` and `code-calls.ts`. No text has them, for they are no characters (Unicode, 23.7). */
const PLACEHOLDERS = /[\ufdd0-\ufddf]/g;
/** Two in a row are an emoji (variation selector and joiner) or a script that needs them; more are a flood. */
const UNSEEN = /([\p{Default_Ignorable_Code_Point}\p{Cf}]{2})[\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu;
/** More marks on one letter than any script has run over the lines above and below it. */
const MARKS = /(\p{M}{6})\p{M}+/gu;

/** The text with plain line ends and whole characters, without invisible control characters. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(BIDI, '')
    .replace(TAGS, '$1')
    .replace(PLACEHOLDERS, '')
    .replace(UNSEEN, '$1')
    .replace(MARKS, '$1');
}
