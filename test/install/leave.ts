import { rm } from 'node:fs/promises';

/**
 * Stops what a suite has started, one after the other, and removes its folder.
 *
 * @param started undefined for what did not start
 */
export async function leave(
  folder: string,
  started: readonly ({ stop(): Promise<unknown> } | undefined)[],
): Promise<void> {
  for (const each of started) await each?.stop();
  await rm(folder, { recursive: true, force: true });
}
