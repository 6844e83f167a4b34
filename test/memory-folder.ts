import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where unit tests have their files: see `memory-folder.ts`. */
    temporary: string;
  }
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 1e9;

/**
 * A folder for the files of unit tests, in memory where Linux has enough of it. The stores write each step to the disk for
 * good, and no unit test cuts the power: on a disk they would mostly wait.
 */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(hasMemory() ? MEMORY : os.tmpdir(), 'unit-'));
  project.provide('temporary', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}
