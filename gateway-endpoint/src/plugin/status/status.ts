import { type AppHello, printable, printableIn, skewInWords } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import {
  createAsyncComputedAccountStatusAdapter,
  createDefaultChannelRuntimeState,
} from 'openclaw/plugin-sdk/status-helpers';
import { type Announced, announced } from '../../account/hello.ts';
import { running } from '../../account/running.ts';
import { openClient } from '../../account/workspace.ts';
import type { Account } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { keyIds } from '../../config/inspect.ts';
import { type Counts, describe } from '../../gate/counters.ts';
import { sharedTalk } from '../../gate/private-talk.ts';
import { isTested, TESTED_VERSIONS } from '../../host/tested-versions.ts';
import { machine } from '../../machine.ts';
import type { FetchState } from '../../receive/fetching.ts';
import { NOT_CONFIGURED } from '../../texts/operators.ts';
import { ISSUE } from '../../texts/status.ts';
import { egressIssues } from './egress-issues.ts';
import { isSkewed, type Probe, probe } from './probe.ts';

type Status = NonNullable<ChannelPlugin<Account, Probe>['status']>;
type Snapshot = Parameters<NonNullable<Status['collectStatusIssues']>>[0][number];
type Undelivered = NonNullable<Extract<Probe, { ok: true }>['undelivered']>;
type Issue = ReturnType<NonNullable<Status['collectStatusIssues']>>[number];

/** Our part of `openclaw channels status`: faults, and what to do about them. */
export const status: Status = createAsyncComputedAccountStatusAdapter<Account, Probe>({
  defaultRuntime: createDefaultChannelRuntimeState(DEFAULT_ACCOUNT_ID),

  async probeAccount({ account, timeoutMs }) {
    if (!account.link) return { ok: false, error: account.fault?.cure ?? NOT_CONFIGURED };
    const client = running.get(account.accountId)?.client ?? openClient(account);
    const probed = await probe(client, account, { ...machine, signal: AbortSignal.timeout(timeoutMs) });
    return printableIn(probed) as Probe;
  },

  async resolveAccountSnapshot({ account, cfg }) {
    const { accountId, enabled, name, link, fault, transport, webhookPath, policy } = account;
    const talk = sharedTalk(account, cfg);
    const self = running.get(accountId);
    const counts = self?.counters.read();
    const stranger = self?.stranger();
    return {
      accountId,
      enabled,
      configured: link !== undefined,
      ...(name && { name }),
      extra: printableIn({
        transport,
        ...(self?.fetching && { fetching: self.fetching.state() }),
        webhookPath,
        dmPolicy: policy.dmPolicy,
        activation: announced(policy),
        ...(talk && { sharedTalk: { message: talk.message, fix: talk.fix } }),
        ...(link && { baseUrl: link.baseUrl, keyIds: await keyIds(account) }),
        ...(fault && { lastError: fault.cure }),
        ...(self?.app && { app: self.app }),
        ...(self?.heardAt && { heardAt: self.heardAt }),
        ...(self && { openclaw: self.hostVersion, way: self.way() }),
        ...(stranger !== undefined && { stranger }),
        ...(self?.held && { waiting: self.held() }),
        ...(counts && { counts, activity: describe(counts) }),
      }) as Record<string, unknown>,
    };
  },

  collectStatusIssues: (snapshots) =>
    snapshots.flatMap(issuesOf).map((issue) => ({ ...issue, message: printable(issue.message) })),
});

function issuesOf(snapshot: Snapshot): Issue[] {
  const { accountId, enabled, probe: probed } = snapshot;
  if (enabled === false) return [];
  const about = { channel: CHANNEL_ID, accountId };
  const egress = egressIn(snapshot);
  const quiet = egress ? egressIssues(announcedIn(snapshot), egress) : [];
  const probeFound = isProbe(probed) ? probeIssues(probed, snapshot) : [];
  const runtime = [
    ...hostIssues(snapshot),
    ...stuckIssues(snapshot),
    ...fullIssues(snapshot),
    ...probeFound,
    ...fetchIssues(snapshot),
    ...strangerIssues(snapshot),
  ];
  return [
    ...runtime.map((issue) => ({ ...about, kind: 'runtime' as const, ...issue })),
    ...[...quiet, ...sharedTalkIn(snapshot)].map((issue) => ({ ...about, kind: 'config' as const, ...issue })),
  ];
}

function probeIssues(probed: Probe, snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  if (!probed.ok) {
    return [{ message: probed.error, fix: ISSUE.probeFix }];
  }
  const skewed = isSkewed(probed.skewMs)
    ? [{ message: ISSUE.clock(skewInWords(probed.skewMs)), fix: ISSUE.clockFix }]
    : [];
  return [...skewed, ...undelivered(probed.undelivered, snapshot)];
}

/** Both sides have to know: only the workspace sees why its events do not arrive. */
function undelivered(fault: Undelivered | undefined, snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { heardAt = 0 } = snapshot as { heardAt?: number };
  if (!fault || heardAt > fault.since) return [];
  return [{ message: ISSUE.undelivered(new Date(fault.since).toISOString(), fault.why), fix: ISSUE.undeliveredFix }];
}

/** Our knowledge of OpenClaw beyond its types may be wrong for another version. */
function hostIssues(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { openclaw } = snapshot as { openclaw?: string };
  if (openclaw === undefined || isTested(openclaw)) return [];
  return [{ message: ISSUE.untested(openclaw, TESTED_VERSIONS.join(', ')), fix: ISSUE.untestedFix }];
}

/** No message reaches the agent; the app keeps them and tries again. */
function stuckIssues(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { stuck } = (snapshot as { counts?: Counts }).counts ?? {};
  if (stuck === undefined) return [];
  return [{ message: ISSUE.stuck(stuck), fix: ISSUE.stuckFix }];
}

/** Each turn that ends makes room. If none ends, look at the agent. */
function fullIssues(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { full } = (snapshot as { counts?: Counts }).counts ?? {};
  if (full === undefined) return [];
  return [{ message: ISSUE.full(full), fix: ISSUE.fullFix }];
}

function fetchIssues(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const state = (snapshot as { fetching?: FetchState }).fetching;
  if (!state || state.works) return [];
  const message = ISSUE.notFetched(new Date(state.since).toISOString(), state.why);
  return [{ message, fix: ISSUE.notFetchedFix }];
}

function strangerIssues(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { stranger } = snapshot as { stranger?: string };
  return stranger ? [{ message: ISSUE.stranger(stranger), fix: ISSUE.strangerFix }] : [];
}

/** People who may read direct messages of others to the agent. */
function sharedTalkIn(snapshot: Snapshot): Pick<Issue, 'message' | 'fix'>[] {
  const { sharedTalk: talk } = snapshot as { sharedTalk?: Pick<Issue, 'message' | 'fix'> };
  return talk ? [talk] : [];
}

/** From the probe, if there was one; otherwise from the app's last hello. */
function egressIn(snapshot: Snapshot): AppHello['egress'] | undefined {
  if (isProbe(snapshot.probe) && snapshot.probe.ok) return snapshot.probe.egress;
  return (snapshot as { app?: AppHello }).app?.egress;
}

function announcedIn(snapshot: Snapshot): Announced {
  const none = { commandPrefixes: [], oncharPrefixes: [], answersEveryMessageIn: [], mentionAll: false };
  return (snapshot as { activation?: Announced }).activation ?? none;
}

/** Snapshots are stored and read back by OpenClaw, which knows nothing of their type. */
function isProbe(value: unknown): value is Probe {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
