import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface Folder {
  readonly path: string;
  /** Removes it, if it was made here. */
  close(): Promise<void>;
}

/** The given folder, or one of our own outside every project: a link to the engine's runtime lies in it. */
export async function openFolder(given: string | undefined): Promise<Folder> {
  if (given !== undefined) return { path: given, close: async () => {} };
  const made = await mkdtemp(path.join(os.tmpdir(), 'rocketchat-workspace-'));
  return { path: made, close: () => rm(made, { recursive: true, force: true }) };
}
