import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

/** One example of docs/configuration.md: what is configured, and what happens then. */
export interface Example {
  readonly title: string;
  /** `channels.rocketchat`. */
  readonly section: object;
  readonly rows: readonly { who: string; where: string; says: string; happens: string }[];
}

export const DOCUMENT = path.join(import.meta.dirname, '../../docs/configuration.md');

const BLOCK =
  /^#{2,3} (?<title>.+)$|^```json5\n(?<code>[\s\S]*?)^```$|^\| who \|.*\n\|[-| ]+\|\n(?<rows>(?:\|.*\n)+)/gm;

/** Every json5 block with the table that follows it, in the order of the document. */
export function readExamples(): Example[] {
  const examples: { title: string; section: object; rows: Example['rows'] }[] = [];
  let title = '';
  for (const { groups = {} } of readFileSync(DOCUMENT, 'utf8').matchAll(BLOCK)) {
    const last = examples.at(-1);
    if (groups['title']) title = groups['title'];
    if (groups['code']) examples.push({ title, section: sectionIn(groups['code']), rows: [] });
    if (groups['rows'] && last) last.rows = groups['rows'].trimEnd().split('\n').map(rowIn);
  }
  return examples;
}

function sectionIn(code: string): object {
  return (readSection(code) as { channels: { rocketchat: object } }).channels.rocketchat;
}

/** JSON5 is the part of JavaScript that writes values. */
export function readSection(code: string): object {
  return JSON.parse(JSON.stringify(runInNewContext(`(${code})`)));
}

function rowIn(line: string): Example['rows'][number] {
  const [, who = '', where = '', says = '', happens = ''] = line
    .split('|')
    .map((cell) => cell.trim().replaceAll('`', ''));
  return { who, where, says, happens };
}
