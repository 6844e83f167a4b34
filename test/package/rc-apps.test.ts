import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import source from '../../rc-app/app.json' with { type: 'json' };
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { commandPath } from '../app/installed-app.ts';

const root = path.join(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'rc-apps-'));
const folder = path.join(home, 'deployable');
let workspace: Workspace;

beforeAll(async () => {
  cpSync(path.join(root, 'rc-app/dist/deployable'), folder, { recursive: true });
  linkPackages();
  workspace = await startWorkspace({ sandbox: 'deno' });
});

afterAll(async () => {
  await workspace?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The packages that `npm ci` installs in the folder, copied from the repository, which has the same versions. */
function linkPackages(): void {
  const from: Record<string, string> = {
    typescript: 'rc-app/node_modules/typescript',
    '@types/node': 'rc-app/node_modules/@types/node',
    '@rocket.chat/apps-engine': 'node_modules/@rocket.chat/apps-engine',
    '@rocket.chat/ui-kit': 'node_modules/@rocket.chat/ui-kit',
    '@rocket.chat/icons': 'node_modules/@rocket.chat/icons',
  };
  for (const [name, source] of Object.entries(from)) {
    const link = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(root, source), link);
  }
}

async function rcApps(...args: string[]): Promise<string> {
  const cli = path.join(root, 'node_modules/@rocket.chat/apps-cli/bin/run');
  const env = { ...process.env, HOME: home, FORCE_COLOR: '0' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args], { cwd: folder, env });
  return stdout + stderr;
}

test('the real rc-apps packages the folder', async () => {
  await rcApps('package');
  expect(readdirSync(path.join(folder, 'dist'))).toEqual(['openclaw_0.1.0.zip']);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8'));
  expect(manifest).toMatchObject({ requiredApiVersion: '^1.59.0', implements: source.implements });
});

test('the real rc-apps deploys it into the workspace, where it runs', async () => {
  writeFileSync(
    path.join(folder, '.rcappsconfig'),
    JSON.stringify({ url: workspace.url, username: 'alice', password: 'alice' }),
  );
  await rcApps('deploy');
  expect(workspace.app(APP_ID).status()).toMatch(/enabled/);
  // Nobody has pasted a connection code yet.
  const answer = await fetch(workspace.url + commandPath(workspace.app(APP_ID).privateHash()), { method: 'POST' });
  expect([answer.status, await answer.text()]).toEqual([503, '{"error":"not-ready"}']);
});

test('a person who is no admin cannot deploy', async () => {
  writeFileSync(
    path.join(folder, '.rcappsconfig'),
    JSON.stringify({ url: workspace.url, username: 'bob', password: 'bob' }),
  );
  await expect(rcApps('deploy', '--update')).rejects.toThrow();
});
