import { expect, vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

/** Waits until the app of a killed sandbox has started again: what is asked of it earlier gets no answer for 30 s. */
export async function restarted(workspace: Workspace, kill: () => unknown): Promise<void> {
  // Every start says whether there is a gateway.
  const starts = () => workspace.logs.filter((line) => line.includes('onnected to OpenClaw')).length;
  const before = starts();
  await kill();
  await vi.waitFor(() => expect(starts()).toBeGreaterThan(before), { timeout: 30_000 });
}
