import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of somebody else's whose code is in a bundle. */
interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying)(-mit)?(\.(md|txt))?$/i;

/**
 * The licence texts of all packages that esbuild has put into these bundles, in one order, so that the same bundles
 * make the same bytes.
 *
 * @param base the folder that the paths in the metafiles start from
 * @throws Error where a package says nothing of its licence: then it must not be bundled
 */
export function noticesFor(metafiles: readonly Metafile[], base: string): string {
  const folders = new Set(
    metafiles
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => packageOf(path.resolve(base, input)) ?? []),
  );
  const bundled = [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${[HEAD, ...bundled.map(chapter)].join(`\n${'-'.repeat(80)}\n\n`)}`;
}

const HEAD = 'This package contains code of the following packages, under the licences that follow.\n';

const chapter = ({ name, version, licence, text }: Bundled): string => `${name} ${version} (${licence})\n\n${text}\n`;

/** `…/node_modules/@scope/name` of a file in it; undefined for our own sources. */
function packageOf(file: string): string | undefined {
  const parts = file.split(path.sep);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  const length = parts[at + 1]?.startsWith('@') ? 3 : 2;
  return parts.slice(0, at + length).join(path.sep);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

function describe(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(folder)
    .sort()
    .find((each) => LICENCE_FILE.test(each));
  if (!file) throw new Error(`${name} is bundled, and has no licence text: ${folder}`);
  const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  if (!text || !license) throw new Error(`${name} is bundled, and does not name its licence`);
  return { name, version, licence: license, text };
}
