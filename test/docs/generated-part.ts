import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A page has generated parts, each between `<!-- name -->` and `<!-- /name -->`. With UPDATE_DOCS=1 the part is written
 * instead.
 *
 * @returns is the part as the code has it?
 */
export function isCurrent(page: string, name: string, part: string): boolean {
  const text = readFileSync(page, 'utf8');
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  const current = text.replace(place, (_all, begin: string, end: string) => `${begin}\n${part}\n\n${end}`);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, current);
  return place.test(text) && (process.env['UPDATE_DOCS'] === '1' || current === text);
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
