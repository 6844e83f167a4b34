import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import {
  createAsyncComputedAccountStatusAdapter,
  createDefaultChannelRuntimeState,
} from 'openclaw/plugin-sdk/status-helpers';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { keyIds } from '../config/inspect.ts';
import { openWorkspace } from '../open-workspace.ts';
import { running } from '../running.ts';
import { world } from '../world.ts';
import { describe } from './counters.ts';
import { isSkewed, type Probe, probe } from './probe.ts';

type Status = NonNullable<ChannelPlugin<Account, Probe>['status']>;
type Snapshot = Parameters<NonNullable<Status['collectStatusIssues']>>[0][number];
type Issue = ReturnType<NonNullable<Status['collectStatusIssues']>>[number];

/** What `openclaw channels status` says of us, and what to do about it. */
export const status: Status = createAsyncComputedAccountStatusAdapter<Account, Probe>({
  defaultRuntime: createDefaultChannelRuntimeState(DEFAULT_ACCOUNT_ID),

  async probeAccount({ account, timeoutMs }) {
    if (!account.link) return { ok: false, error: account.fault?.cure ?? 'not configured' };
    const { client } = running.get(account.accountId) ?? openWorkspace(account);
    return probe(client, account.accountId, { ...world, signal: AbortSignal.timeout(timeoutMs) });
  },

  async resolveAccountSnapshot({ account }) {
    const { accountId, enabled, name, link, fault, webhookPath, policy } = account;
    const self = running.get(accountId);
    const counts = self?.counters.read();
    return {
      accountId,
      enabled,
      configured: link !== undefined,
      ...(name && { name }),
      extra: {
        webhookPath,
        dmPolicy: policy.dmPolicy,
        ...(link && { baseUrl: link.baseUrl, keyIds: await keyIds(account) }),
        ...(fault && { lastError: fault.cure }),
        ...(self?.app && { app: self.app }),
        ...(counts && { counts, activity: describe(counts) }),
      },
    };
  },

  collectStatusIssues: (snapshots) => snapshots.flatMap(issuesOf),
});

function issuesOf({ accountId, enabled, probe: probed }: Snapshot): Issue[] {
  if (enabled === false || !isProbe(probed)) return [];
  const about = { channel: CHANNEL_ID, accountId };
  if (!probed.ok) {
    const fix = 'see the message; then `openclaw channels status --probe` again';
    return [{ ...about, kind: 'runtime', message: probed.error, fix }];
  }
  if (!isSkewed(probed.skewMs)) return [];
  const message = `the workspace's clock is ${Math.round(probed.skewMs / 1_000)} s off ours`;
  return [{ ...about, kind: 'runtime', message, fix: 'synchronise both clocks: 30 s is too much' }];
}

/** Snapshots are stored and read back by OpenClaw, which knows nothing of their type. */
function isProbe(value: unknown): value is Probe {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
