import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { floatingPromises } from './floating-promises.ts';

const root = path.join(import.meta.dirname, '../..');

test.each(['shared', 'rc-app', 'gateway-endpoint'])(
  '[L3] each promise in %s has an owner that catches',
  { timeout: 180_000 },
  (part) => {
    expect(floatingPromises(path.join(root, part, 'tsconfig.json'))).toEqual([]);
  },
);

test('a promise without an owner is found', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'floating-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lines = [
    'declare function run(): Promise<void>;',
    'let kept: Promise<void> | undefined;',
    'run();',
    'void run();',
    'const look = () => void run();',
    'run().then(() => 1);',
    'run().finally(() => 1);',
    'kept ??= run();',
    'kept = run().finally(() => 1);',
  ];
  const fine = [
    'await run();',
    'run().catch(() => 1);',
    'run().then(() => 1, () => 2);',
    'kept ??= run().catch(() => undefined).finally(() => 1);',
    'const named = run();',
    'function again() {',
    '  kept ??= run();',
    '  return kept;',
    '}',
    'export { look, named, again };',
  ];
  writeFileSync(path.join(folder, 'a.ts'), [...lines, ...fine].join('\n'));
  const options = { lib: ['es2023'], module: 'esnext', target: 'es2023', strict: true, types: [], noEmit: true };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ include: ['*.ts'], compilerOptions: options }));
  expect(floatingPromises(path.join(folder, 'tsconfig.json')).map((found) => found.replace(/ .*/, ''))).toEqual(
    [3, 4, 5, 6, 7, 8, 9].map((line) => `a.ts:${line}`),
  );
});
