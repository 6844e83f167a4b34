import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soFar } from '../run-so-far.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'so-far-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('each part of a run in several parts adds to what the parts before it have found', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  expect(soFar('failed', ['one'])).toEqual(['one']);
  expect(soFar('skipped', ['other'])).toEqual(['other']);
  expect(soFar('failed', ['two', 'three'])).toEqual(['one', 'two', 'three']);
});

test('a run that is the only one counts itself', () => {
  vi.stubEnv('RUN_SO_FAR', '');
  expect(soFar('failed', ['one'])).toEqual(['one']);
  expect(soFar('failed', ['two'])).toEqual(['two']);
});
