import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Registry {
  /** For npm's setting `registry`. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

/**
 * A registry on loopback that has one package, as it is installed here. OpenClaw trusts a channel of its own maker only if
 * npm has installed it by its name, and a file or a folder has none.
 *
 * @param folder for the packed file
 */
export async function startRegistry(name: string, folder: string): Promise<Registry> {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const command = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)('npm', command, { cwd: path.dirname(file) });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const tgz = await readFile(path.join(folder, filename));
  let url = '';

  const dist = () => ({
    tarball: `${url}/${filename}`,
    integrity: `sha512-${createHash('sha512').update(tgz).digest('base64')}`,
    shasum: createHash('sha1').update(tgz).digest('hex'),
  });
  const server = createServer((req, res) => {
    const asked = decodeURIComponent(req.url ?? '').slice(1);
    if (asked === filename) return res.end(tgz);
    if (asked !== manifest.name) return res.writeHead(404).end('{}');
    const { version } = manifest;
    const versions = { [version]: { ...manifest, dist: dist() } };
    res.setHeader('content-type', 'application/json');
    return res.end(JSON.stringify({ name: manifest.name, 'dist-tags': { latest: version }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
