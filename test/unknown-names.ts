import path from 'node:path';

/**
 * The names of suites that are in no path of a suite that has run. With an option of vitest among them, no one can tell
 * the names from its values: then the first argument stands for all of them, where nothing has run.
 *
 * @param given as on the command line: a part of a path, which a line may follow (`order.test.ts:12`)
 * @param found the files that have run, relative to the repository
 */
export function unknownNames(given: readonly string[], found: readonly string[]): string[] {
  const hasOption = given.some((each) => each.startsWith('-'));
  if (hasOption) return found.length > 0 ? [] : given.slice(0, 1);
  return given.filter((each) => !found.some((file) => isNamedBy(file, each)));
}

function isNamedBy(file: string, given: string): boolean {
  const name = given.replace(/:\d+$/, '');
  const relative = path.isAbsolute(name) ? path.relative(process.cwd(), name) : path.normalize(name);
  return file.toLowerCase().includes(relative.toLowerCase());
}
