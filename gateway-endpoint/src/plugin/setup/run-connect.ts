import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveGatewayPort } from 'openclaw/plugin-sdk/core';
import type { Applied } from './apply-plan.ts';
import { askFor, type Prompter } from './ask.ts';
import { type Connecting, connect, type Plan } from './connect.ts';
import { codeLines, doneLines } from './connect-lines.ts';
import { gatewayHasIt, type Network, reachDoor, reachWorkspace } from './reach.ts';
import { withSecrets } from './read-secrets.ts';
import { storePlan } from './store-plan.ts';

export interface ConnectRun {
  readonly stateDir: string;
  readonly random: (bytes: number) => Uint8Array;
  readonly network: Network;
  /** Present where a person is at the terminal. */
  readonly prompter: Prompter | undefined;
  readonly say: (line: string) => void;
}

/**
 * `openclaw rocketchat connect`: stores a connection, says what it reaches, and prints the code. A server that is not
 * reached does not stop it: the code stays the same, and what is wrong can be mended by the same command.
 */
export async function runConnect(config: OpenClawConfig, options: Connecting, run: ConnectRun): Promise<Plan> {
  const { stateDir, random, prompter, say } = run;
  const readable = await withSecrets(config);
  const asked = prompter ? await askFor(readable, options, prompter, 'missing') : options;
  const plan = connect(readable, asked, random);
  const stored = await storePlan(plan, stateDir);
  for await (const line of report(plan, stored, run.network)) say(line);
  return plan;
}

/** What was done and what it reaches, line by line; the code is the last one. */
export async function* report(plan: Plan, applied: Applied, network: Network): AsyncGenerator<string> {
  yield* doneLines(plan, applied);
  yield* reachLines(plan, applied.cfg, network);
  yield '';
  yield* codeLines(plan);
}

/** Both directions, as far as this machine can try them. */
async function* reachLines(plan: Plan, cfg: OpenClawConfig, network: Network): AsyncGenerator<string> {
  const { baseUrl, gatewayUrl, webhookPath } = plan;
  if (baseUrl) yield (await reachWorkspace(baseUrl, network)).line;
  // A gateway that fetches needs no door, and one with TLS of its own is tried at its public address.
  if (gatewayUrl === undefined || cfg.gateway?.mode === 'remote') return;
  if (!cfg.gateway?.tls?.enabled) {
    const here = await gatewayHasIt(resolveGatewayPort(cfg), webhookPath, network);
    if (!here.ok) {
      yield here.line;
      return;
    }
  }
  yield (await reachDoor(gatewayUrl, webhookPath, network)).line;
}
