import { Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds, resolveAccount } from '../../config/account.ts';
import { machine } from '../../machine.ts';
import { REPORT } from '../../texts/daily.ts';
import { lookAtAll } from '../setup/look.ts';
import { say, sayJson } from '../setup/say.ts';
import { describeReports, isBroken, reportsOf } from './report.ts';

export interface StatusOptions {
  readonly account?: string;
  readonly json?: boolean;
}

/**
 * `openclaw rocketchat status`, beside a gateway that runs or not. The exit code says whether a direction is broken.
 *
 * @throws Refusal `bad-request` where there is no such account
 */
export async function runStatus(config: OpenClawConfig, { account, json }: StatusOptions): Promise<void> {
  const accountIds = accountsIn(config, account);
  const live = await lookAtAll();
  const reports = reportsOf({
    accountIds,
    stateDir: resolveStateDir(process.env),
    live,
    isOff: (id) => !resolveAccount(config, id).enabled,
    now: machine.clock(),
  });
  if (live === undefined || reports.some(isBroken)) process.exitCode = 1;
  if (json) sayJson({ gateway: live === undefined ? 'does-not-answer' : 'answers', accounts: reports });
  else for (const line of describeReports(reports, live !== undefined)) say(line);
}

/** @throws Refusal `bad-request` where there is no such account: a mistyped name must not look like a quiet one */
export function accountsIn(config: OpenClawConfig, account: string | undefined): string[] {
  const all = listAccountIds(config);
  if (account === undefined) return all;
  if (!all.includes(account)) throw new Refusal('bad-request', REPORT.noSuchAccount(account));
  return [account];
}
