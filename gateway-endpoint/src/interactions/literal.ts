import { clean } from '../text/clean.ts';
import { cutAt } from '../text/cut.ts';

const MOST_CHARS = 100;

/**
 * A command of a model's, for people to read: letter by letter what it is, in code, in one line. Nothing in it is unseen,
 * turns the line around or ends the code; where it is cut, that is said.
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
