import { expect, vi } from 'vitest';
import type { openLiveConfig } from './live-config.ts';

/** OpenClaw waits with it until no turn is under way, and for five minutes at most. */
const PATIENCE_MS = 360_000;

/** As an operator does it: the next step comes when the log says that the account runs with the new key. */
export async function setSecrets(
  accountId: string,
  { current, previous }: { readonly current: string; readonly previous?: string | undefined },
  config: Awaited<ReturnType<typeof openLiveConfig>>,
): Promise<void> {
  const starts = config.starts(accountId);
  await config.change((section) => {
    const { previousSharedSecret: _, ...account } = section.accounts[accountId] ?? {};
    const still = previous && { previousSharedSecret: previous };
    section.accounts[accountId] = { ...account, sharedSecret: current, ...still };
  });
  await vi.waitFor(() => expect(config.starts(accountId)).toBeGreaterThan(starts), {
    timeout: PATIENCE_MS,
    interval: 100,
  });
}
