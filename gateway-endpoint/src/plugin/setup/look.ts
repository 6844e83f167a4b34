import { callGatewayFromCli } from 'openclaw/plugin-sdk/gateway-runtime';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { Seen } from './progress.ts';

const PROBE_MS = 5_000;
const CALL_MS = 15_000;

/** What `openclaw channels status --probe` knows of an account; undefined if no gateway answers. */
export async function look(accountId: string): Promise<Seen | undefined> {
  try {
    const asked = { probe: true, timeoutMs: PROBE_MS, channel: CHANNEL_ID };
    const status = await callGatewayFromCli('channels.status', { timeout: String(CALL_MS) }, asked, {
      progress: false,
    });
    const { [CHANNEL_ID]: accounts = [] } =
      (status as { channelAccounts?: Record<string, Account[]> }).channelAccounts ?? {};
    return accounts.find((account) => account.accountId === accountId) ?? {};
  } catch {
    return undefined;
  }
}

interface Account extends Seen {
  readonly accountId: string;
}
