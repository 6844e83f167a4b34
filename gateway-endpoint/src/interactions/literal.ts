import { clean } from '../text/clean.ts';
import { cutAt } from '../text/cut.ts';

const MOST_CHARS = 100;

/**
 * A command of a model, for people to read: shown literally, as code in one line. Nothing in it is invisible, reverses
 * the line or ends the code; a cut is marked.
 */
export function literal(command: string): string {
  const line = clean(command)
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .replaceAll('`', "'")
    .trim();
  if (line.length <= MOST_CHARS) return `\`${line || '–'}\``;
  return `\`${line.slice(0, cutAt(line, MOST_CHARS)).trimEnd()}\` … (cut)`;
}
