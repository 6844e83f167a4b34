import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { machine } from '../../machine.ts';
import { type Applied, applyPlan } from './apply-plan.ts';
import { type Connecting, connect, type Plan } from './connect.ts';
import { type Kept, keepSecret } from './keep-secret.ts';
import { withSecrets } from './read-secrets.ts';
import { report } from './run-connect.ts';
import { say } from './say.ts';

/** A connection whose secret is stored, and which OpenClaw itself writes into openclaw.json. */
export interface Prepared {
  readonly plan: Plan;
  readonly kept: Kept;
}

/** @throws Refusal if the account cannot be connected so */
export async function prepare(cfg: OpenClawConfig, options: Connecting): Promise<Prepared> {
  const plan = connect(await withSecrets(cfg), options, machine.random);
  return { plan, kept: await keepSecret(plan, cfg, resolveStateDir(process.env)) };
}

export const apply = ({ plan, kept }: Prepared, cfg: OpenClawConfig): Applied => applyPlan(plan, kept, cfg);

/** Once OpenClaw has written it: what was done and what it reaches, and the code. */
export async function sayReport({ plan }: Prepared, applied: Applied): Promise<void> {
  for await (const line of report(plan, applied, machine)) say(line);
}
