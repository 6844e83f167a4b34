import { clean } from '../text/clean.ts';
import { settleCalls } from '../text/code-calls.ts';
import { cutAt } from '../text/cut.ts';
import { defuseLine } from '../text/defuse.ts';

/** The most characters that Rocket.Chat shows on a button (contract/block.ts). */
const LABEL_CHARS = 75;

/** A model's text on a button: one line, without pings and invisible characters. */
export function labelFor(text: string): string {
  const line = settleCalls(defuseLine(clean(text).replace(/\s+/g, ' ').trim(), []), () => undefined);
  if (line.length <= LABEL_CHARS) return line || '–';
  return `${line.slice(0, cutAt(line, LABEL_CHARS - 1)).trimEnd()}…`;
}
