import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** An import of one file by another; both as paths within a half, such as `egress/closed.ts`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Source files below `folder`, as paths from there. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith('node_modules'),
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
  return importsOf(readFileSync(file, 'utf8'))
    .map((specifier) => path.join(path.dirname(file), specifier))
    .flatMap((to) => {
      if (to.startsWith(folder + path.sep)) return [to];
      if (seen.has(to) || !/\.tsx?$/.test(to)) return [];
      return reachedFrom(to, folder, seen.add(to));
    });
}

const IMPORT = /(?:\bfrom|\bimport\s*\(?)\s*(?:\/\*.*?\*\/\s*)?(['"`])(\.[^'"`]*)\1/gs;

const importsOf = (source: string): string[] => [...source.matchAll(IMPORT)].flatMap(([, , to]) => to ?? []);

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
