import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { machine } from '../../machine.ts';
import { type Applied, applyPlan } from './apply-plan.ts';
import { type Connecting, connect, type Plan } from './connect.ts';
import { codeLines, doneLines } from './connect-lines.ts';
import { type Kept, keepSecret } from './keep-secret.ts';
import { withSecrets } from './read-secrets.ts';
import { reachLines } from './run-connect.ts';

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

/** What was done and what it reaches, line by line; the code is the last one. */
export async function* report({ plan, kept }: Prepared, applied: Applied): AsyncGenerator<string> {
  yield* doneLines(plan, { ...applied, inFile: kept.provider !== undefined });
  yield* reachLines(plan, applied.cfg, machine);
  yield '';
  yield* codeLines(plan);
}
