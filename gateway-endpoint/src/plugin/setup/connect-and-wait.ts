import { Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { createClackPrompter } from 'openclaw/plugin-sdk/setup-runtime';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { machine } from '../../machine.ts';
import { CONNECT_REFUSED } from '../../texts/connect.ts';
import type { Connecting } from './connect.ts';
import { look } from './look.ts';
import { runConnect } from './run-connect.ts';
import { say } from './say.ts';
import { watch } from './watch.ts';

export interface ConnectOptions extends Connecting {
  /** By default where a person is at the terminal. */
  readonly wait?: boolean;
  /** In seconds. */
  readonly timeout?: string;
}

const DEFAULT_TIMEOUT_SECONDS = 900;

/** `openclaw rocketchat connect` with this process's terminal, network and clock. The exit code says whether it waited in vain. */
export async function connectAndWait(
  config: OpenClawConfig,
  { wait, timeout, ...options }: ConnectOptions,
): Promise<void> {
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0)) throw new Refusal('bad-request', CONNECT_REFUSED.timeout(String(timeout)));
  const isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const { accountId, gatewayUrl } = await runConnect(config, options, {
    stateDir: resolveStateDir(process.env),
    random: machine.random,
    network: machine,
    prompter: isInteractive ? createClackPrompter() : undefined,
    say,
  });
  // While a secret is changed both are in use, so nothing of what the gateway knows would be about the new one.
  if (options.rotate || !(wait ?? isInteractive)) return;
  say('');
  const isConnected = await watch({
    look: () => look(accountId),
    isFetched: gatewayUrl === undefined,
    say,
    pause: machine.pause,
    stopwatch: machine.stopwatch,
    timeoutMs: seconds * 1_000,
  });
  if (!isConnected) process.exitCode = 1;
}
