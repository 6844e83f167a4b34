/**
 * The second half of `npm run release:version`: changesets has raised the version of the plugin, and everything else that names a
 * version follows. CHANGELOG.md is written by people; here its section gets its version and its date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLLOWERS = ['package.json', 'rc-app/app.json'];
const UNRELEASED = '## Unreleased\n';

/** Replaces the version of a manifest, and leaves the rest as it is laid out. */
export function withVersion(manifest: string, version: string): string {
  return manifest.replace(/^( {2}"version": )"[^"]*"/m, (_, key: string) => `${key}"${version}"`);
}

/**
 * Unreleased changes belong to this version now.
 *
 * @param date such as `2026-11-29`
 */
export function dated(changelog: string, version: string, date: string): string {
  if (changelog.includes(`## ${version} `)) return changelog;
  return changelog.replace(UNRELEASED, () => `${UNRELEASED}\n## ${version} (${date})\n`);
}

if (import.meta.main) {
  const root = path.join(import.meta.dirname, '..');
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);
  const { version } = JSON.parse(read('gateway-endpoint/package.json')) as { version: string };
  for (const file of FOLLOWERS) write(file, withVersion(read(file), version));
  write('CHANGELOG.md', dated(read('CHANGELOG.md'), version, new Date().toISOString().slice(0, 10)));
}
