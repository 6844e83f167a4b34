import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command that `npm start -- …` runs after the set-up. */
function start(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['testbed/playground/main.ts', ...args], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}

test('one exchange without a browser: the reply, one line of hops in order, and nothing is left behind', async () => {
  const { code, stdout, stderr } = await start('--once', '--as', 'bob', '--to', '@openclaw.bot', '--say', 'hello');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('hello');
  const trace = stdout.split('\n').find((line) => line.startsWith('trace: ')) ?? '';
  const hops = ['said', 'app pushed', 'gateway acknowledged', 'agent asked the model', 'reply posted'];
  expect(hops.map((hop) => trace.indexOf(hop))).toEqual(hops.map((hop) => trace.indexOf(hop)).sort((a, b) => a - b));
  for (const hop of hops) expect(trace).toMatch(new RegExp(`${hop} \\d+ ms`));
  const playgrounds = path.join(root, '.cache/playground');
  expect(existsSync(playgrounds) ? readdirSync(playgrounds) : []).toEqual([]);
}, 180_000);

test.each([
  ['an unknown option', ['--onse']],
  ['an unknown person', ['--once', '--as', 'mallory', '--say', 'hello']],
])('%s: exit code 2, and the usage', async (_, args) => {
  const { code, stderr } = await start(...args);
  expect(code).toBe(2);
  expect(stderr).toContain('--once');
});
