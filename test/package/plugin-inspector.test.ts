import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = path.join(import.meta.dirname, '../..');
const inspector = path.join(root, 'node_modules/@openclaw/plugin-inspector/src/cli.js');

interface Report {
  readonly status: string;
  readonly targetOpenClaw: { readonly status: string; readonly version: string };
  readonly summary: {
    readonly fixtureCount: number;
    readonly breakageCount: number;
    readonly p0IssueCount: number;
    readonly liveIssueCount: number;
    readonly deprecationWarningCount: number;
  };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'inspected-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('OpenClaw’s inspector finds no breakage and nothing deprecated, against the OpenClaw that we build for', async () => {
  const openclaw = path.join(root, 'node_modules/openclaw');
  const args = ['check', '--plugin-root', '.', '--openclaw', openclaw, '--json', '--out', folder];
  const options = { cwd: path.join(root, 'gateway-endpoint'), maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, [inspector, ...args], options);
  const { status, targetOpenClaw, summary } = JSON.parse(stdout) as Report;
  expect(targetOpenClaw).toMatchObject({ status: 'ok', version: manifest.devDependencies.openclaw });
  expect(status).toBe('pass');
  expect(summary).toMatchObject({
    fixtureCount: 1,
    breakageCount: 0,
    p0IssueCount: 0,
    liveIssueCount: 0,
    deprecationWarningCount: 0,
  });
});
