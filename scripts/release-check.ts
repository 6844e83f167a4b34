/**
 * `npm run release:check` names every value that a release needs and does not have. `repository`, `homepage` and `bugs`
 * stand in package.json alone; `npm run release:check -- --write` copies them into the manifests of both artefacts.
 * Given a tag, such as `v0.1.0`, it also compares the versions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Manifests as far as a release looks at them, by their path in the repository. */
export interface Manifests {
  readonly root: Manifest;
  readonly plugin: Manifest;
  readonly app: { readonly version: string; readonly author: { homepage?: string; support?: string } };
}

interface Manifest {
  readonly version: string;
  repository?: { readonly type: 'git'; readonly url: string };
  homepage?: string;
  bugs?: { readonly url: string };
}

const FILES = { root: 'package.json', plugin: 'gateway-endpoint/package.json', app: 'rc-app/app.json' } as const;

/** Addresses that lead nowhere by design (RFC 2606). */
const PLACEHOLDER = /\.(?:invalid|example|test)\b|\bexample\.(?:com|org|net)\b/;

const isGiven = (address: string | undefined): boolean =>
  address !== undefined && /^(?:git\+)?https:\/\/\S+$/.test(address) && !PLACEHOLDER.test(address);

/** @returns one sentence for each fault; nothing where a release may be made */
export function faultsIn({ root, plugin, app }: Manifests, tag?: string): string[] {
  const { repository, homepage, bugs } = root;
  const source = { repository: repository?.url, homepage, 'bugs.url (the support address)': bugs?.url };
  const missing = Object.entries(source).filter(([, address]) => !isGiven(address));
  const copies = [
    [FILES.plugin, 'repository', plugin.repository?.url, repository?.url],
    [FILES.plugin, 'homepage', plugin.homepage, homepage],
    [FILES.plugin, 'bugs.url', plugin.bugs?.url, bugs?.url],
    [FILES.app, 'author.homepage', app.author.homepage, homepage],
    [FILES.app, 'author.support', app.author.support, bugs?.url],
  ] as const;
  const versions = [
    [FILES.plugin, plugin.version],
    [FILES.app, app.version],
  ] as const;
  return [
    ...missing.map(([key]) => `${FILES.root} needs ${key}: a real https address`),
    ...copies
      .filter(([, , has, wanted]) => isGiven(wanted) && has !== wanted)
      .map(([file, key]) => `${file} needs the ${key} of ${FILES.root}: run npm run release:check -- --write`),
    ...versions
      .filter(([, version]) => version !== root.version)
      .map(([file, version]) => `${file} has version ${version}, and ${FILES.root} has ${root.version}`),
    ...(tag !== undefined && tag !== `v${root.version}` ? [`the tag ${tag} is not v${root.version}`] : []),
  ];
}

/** The manifests of both artefacts with the addresses of the first one. */
export function withAddresses({ root, plugin, app }: Manifests): Manifests {
  const { repository, homepage, bugs } = root;
  const author = {
    ...app.author,
    ...(homepage !== undefined && { homepage }),
    ...(bugs !== undefined && { support: bugs.url }),
  };
  return {
    root,
    plugin: { ...plugin, ...(repository && { repository }), ...(homepage && { homepage }), ...(bugs && { bugs }) },
    app: { ...app, author },
  };
}

if (import.meta.main) {
  const rootFolder = path.join(import.meta.dirname, '..');
  const read = (file: string) => JSON.parse(readFileSync(path.join(rootFolder, file), 'utf8'));
  const write = (file: string, content: unknown) =>
    writeFileSync(path.join(rootFolder, file), `${JSON.stringify(content, null, 2)}\n`);
  const args = process.argv.slice(2);
  let manifests: Manifests = { root: read(FILES.root), plugin: read(FILES.plugin), app: read(FILES.app) };
  if (args.includes('--write')) {
    manifests = withAddresses(manifests);
    write(FILES.plugin, manifests.plugin);
    write(FILES.app, manifests.app);
  }
  const faults = faultsIn(
    manifests,
    args.find((arg) => !arg.startsWith('--')),
  );
  for (const fault of faults) console.error(`release: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('release: every value is there');
}
