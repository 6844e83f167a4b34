import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** An import of one file by another; both as paths within a half, such as `egress/closed.ts`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

const SOURCE = /\.[cm]?[jt]sx?$/;

/** Source files below `folder`, as paths from there. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => SOURCE.test(file) && !/(^|\/)(node_modules|dist)\//.test(file),
  );

/**
 * Everything that the files below `folder` import of each other, types too. A file outside is no way round: its imports
 * count as those of the file that imports it.
 */
export function arrowsIn(folder: string): Arrow[] {
  return filesIn(folder).flatMap((from) =>
    reachedFrom(path.join(folder, from), folder).map((to) => ({ from, to: path.relative(folder, to) })),
  );
}

function reachedFrom(file: string, folder: string, seen = new Set([file])): string[] {
  return importedBy(file, folder).flatMap((to) => {
    if (to.startsWith(folder + path.sep)) return [to];
    return seen.has(to) ? [] : reachedFrom(to, folder, seen.add(to));
  });
}

/**
 * Imports of what belongs to neither this half nor the contract, which each half may import by its name. A file of types
 * for somebody else's module (`.d.ts`) may be shared.
 */
export function foreignIn(folder: string): string[] {
  const own = packageOf(folder).folder;
  return filesIn(folder).flatMap((from) => {
    const files = importedBy(path.join(folder, from), folder).filter(
      (to) => !to.startsWith(own + path.sep) && !to.endsWith('.d.ts'),
    );
    const packages = namesIn(readFileSync(path.join(folder, from), 'utf8')).filter((name) => FOREIGN.test(name));
    return [...files.map((to) => path.relative(own, to)), ...packages].map((to) => `${from} → ${to}`);
  });
}

/** The packages of this repository, but for the contract. */
const FOREIGN = /^(?:@rocketchat-openclaw\/(?!shared$)|openclaw-rocketchat\b)/;

/** The packages that the files below `folder` import. */
export function packagesIn(folder: string): Set<string> {
  const names = filesIn(folder).flatMap((file) =>
    namesIn(withoutRemarks(readFileSync(path.join(folder, file), 'utf8'))),
  );
  return new Set(names.map((name) => (/^@[^/]+\/[^/]+|^[^/]+/.exec(name) ?? [name])[0]));
}

/** Files with an import at run time whose target is computed: nobody can read where it leads. */
export const unreadableIn = (folder: string): string[] =>
  filesIn(folder).filter((file) => COMPUTED.test(withoutRemarks(readFileSync(path.join(folder, file), 'utf8'))));

const COMPUTED = /\b(?:import|require)\s*\(\s*(?!\s|\(*\s*(?:'[^']*'|"[^"]*"|`[^`$]*`)\s*[,)])/;

const withoutRemarks = (source: string): string => source.replace(/\/\*.*?\*\/|(?<=^|\s)\/\/[^\n]*/gs, '');

/**
 * Every path in quotes that leads to a source file: a file may be imported, required, or given to a worker, and no list
 * of ways would be complete.
 */
function importedBy(file: string, folder: string): string[] {
  const { name, folder: own } = packageOf(folder);
  const source = readFileSync(file, 'utf8');
  const paths = [...source.matchAll(PATH)].flatMap(([, , to]) => path.join(path.dirname(file), to ?? ''));
  const byName = namesIn(source).flatMap((each) =>
    each.startsWith(`${name}/`) ? path.join(own, each.slice(name.length)) : [],
  );
  return [...paths, ...byName].flatMap((to) => fileAt(to) ?? []);
}

const PATH = /(['"`])(\.{1,2}\/[^'"`\n]*)\1/g;
const NAME = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(?:\/\*.*?\*\/\s*)?(['"`])([^.'"`\s][^'"`\s]*)\1/gs;

const namesIn = (source: string): string[] => [...source.matchAll(NAME)].flatMap(([, , name]) => name ?? []);

/** The source file that is meant by a path: its ending may be left out, or that of its translation. */
function fileAt(to: string): string | undefined {
  const bare = to.replace(/\.([cm]?)jsx?$/, '');
  const endings = ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs'];
  const tries = [to, ...endings.flatMap((ending) => [`${bare}.${ending}`, path.join(to, `index.${ending}`)])];
  return tries.find((each) => SOURCE.test(each) && existsSync(each));
}

/** The package that a folder is part of. */
function packageOf(folder: string): { readonly name: string; readonly folder: string } {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) return packageOf(path.dirname(folder));
  return { name: JSON.parse(readFileSync(manifest, 'utf8')).name, folder };
}

/** The room of a file: its first folder. A file beside the rooms is a room of its own. */
export const roomOf = (file: string): string => file.split('/', 1)[0] ?? file;

/**
 * The rooms of a half in the order of the page: each uses only those below it.
 *
 * @param heading of the table whose first column names them, such as `## The app`
 */
export function roomsOf(page: string, heading: string): string[] {
  const [, after = ''] = page.split(`\n${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `([\w.-]+)\/?` \|/gm)].flatMap(([, room]) => room ?? []);
}

/** Arrows between rooms that do not point down, and those of rooms that the list does not have. */
export function upwardIn(arrows: readonly Arrow[], rooms: readonly string[]): string[] {
  const level = (file: string) => rooms.indexOf(roomOf(file));
  return arrows
    .filter(({ from, to }) => level(from) < 0 || level(to) < 0 || level(from) > level(to))
    .map(({ from, to }) => `${from} → ${to}`);
}

/** A way of arrows between files that comes back to where it began; none where there is no such way. */
export function circleIn(arrows: readonly Arrow[]): string[] {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const done = new Set<string>();
  function follow(file: string, way: readonly string[]): string[] {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of next.get(file) ?? []) {
      const circle = follow(to, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  }
  for (const file of next.keys()) {
    const circle = follow(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
