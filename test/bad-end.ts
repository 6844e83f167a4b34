import type { FileResult } from './closing-line.ts';
import { leave, soFar } from './run-so-far.ts';

/**
 * A run of vitest that was killed, or that could not begin, leaves no failure, and one whose end fails leaves only what
 * passed: the list would close without a failure. Then the end itself is the failure.
 *
 * @param folder in which each run has left its results
 * @param pid of the run
 * @param projects that it was to run
 * @param how it ended
 */
export function leaveBadEnd(folder: string, pid: number, projects: string, how: string): void {
  const named = [
    ...soFar<FileResult>(folder, 'files', pid).flatMap(({ failed }) => failed),
    ...soFar<string>(folder, 'outside', pid),
  ];
  if (named.length === 0)
    leave(folder, 'outside', [`the run of ${projects} ended with ${how}, and names no failure`], pid);
}
