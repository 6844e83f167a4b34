import { callGatewayFromCli } from 'openclaw/plugin-sdk/gateway-runtime';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { Live } from '../status/arrows.ts';
import type { Seen } from './progress.ts';

const PROBE_MS = 5_000;
const CALL_MS = 15_000;

/** What `openclaw channels status --probe` knows of each account; undefined if no gateway answers. */
export async function lookAtAll(): Promise<readonly Live[] | undefined> {
  try {
    const asked = { probe: true, timeoutMs: PROBE_MS, channel: CHANNEL_ID };
    const status = await callGatewayFromCli('channels.status', { timeout: String(CALL_MS) }, asked, {
      progress: false,
    });
    return (status as { channelAccounts?: Record<string, Live[]> }).channelAccounts?.[CHANNEL_ID] ?? [];
  } catch {
    return undefined;
  }
}

/** The same of one account. */
export async function look(accountId: string): Promise<Seen | undefined> {
  const accounts = await lookAtAll();
  return accounts && (accounts.find((account) => account.accountId === accountId) ?? {});
}
