import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A page has generated parts, each between `<!-- name -->` and `<!-- /name -->`. With UPDATE_DOCS=1 the part is written
 * instead.
 *
 * @returns is the part as the code has it?
 */
export function isCurrent(page: string, name: string, part: string): boolean {
  const text = readFileSync(page, 'utf8');
  const current = withPart(text, name, part);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, current);
  return placeOf(name).test(text) && (process.env['UPDATE_DOCS'] === '1' || current === text);
}

/** The text of a page with another part. */
export function withPart(text: string, name: string, part: string): string {
  return text.replace(placeOf(name), (_all, begin: string, end: string) => `${begin}\n${part}\n\n${end}`);
}

const placeOf = (name: string) => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
