import { cutAt, cutFileName } from '@rocketchat-openclaw/shared';

/** Enough for any name, and no room for a story. */
const LABEL_CHARS = 120;

/**
 * Names of people, rooms and files as they stand in a prompt: one line, in which nothing is hidden, turned around or
 * passes for one of the marks that OpenClaw sets itself (`⟦openclaw:ctx⟧`, `<<<BEGIN_…>>>`, `[media attached: …]`,
 * `[[directive]]`, a fence). OpenClaw defuses its marks in what it quotes, but not all of them in names.
 */
export function label(text: string, most = LABEL_CHARS): string {
  // In this normal form characters of another width are the ordinary ones: `［` is `[`.
  const line = text
    .normalize('NFKC')
    .replace(/(?:[^\S\ufeff]|\p{Cc})+/gu, ' ')
    .replace(HIDDEN, '')
    .replace(/[[\]⟦⟧⟬⟭〚〛]+/g, ' ')
    .replace(/[<〈⟨]/g, '‹')
    .replace(/[>〉⟩]/g, '›')
    .replace(/`/g, "'")
    .replace(/\b(system|assistant|user|human|developer|tool)\s*:/gi, '$1 ')
    .replace(/ +/g, ' ')
    .trim();
  const letters = [...line];
  if (letters.length <= most) return line;
  return `${cutAt(line, letters.slice(0, most).join('').length).trimEnd()}…`;
}

/** The name of a file, which keeps its ending where it is cut. */
export function fileLabel(name: string): string {
  return cutFileName(label(name, Number.POSITIVE_INFINITY), LABEL_CHARS + 1);
}

/** Characters without a shape, those that turn what follows them, and those that nobody has defined. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/**
 * Somebody's words on one line: for an excerpt in quotation marks, in a line of OpenClaw, which does not defuse its own
 * marks there. Ordinary text, such as `a[0] < b`, stays as it is.
 */
export function oneLine(text: string): string {
  return withoutMarks(text.replace(/\s+/g, ' ').replace(HIDDEN, ' ')).replace(/ +/g, ' ').trim();
}

/** Removes OpenClaw's own marks from words that are quoted. */
export function withoutMarks(text: string): string {
  return text
    .replace(/[⟦⟧]+/g, ' ')
    .replace(/<{3,}/g, '‹')
    .replace(/>{3,}/g, '›')
    .replace(/\[(?=\[|media attached)/gi, '(');
}
