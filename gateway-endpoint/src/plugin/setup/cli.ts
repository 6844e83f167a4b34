import { printable, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { createClackPrompter } from 'openclaw/plugin-sdk/setup-runtime';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { machine } from '../../machine.ts';
import { CONNECT_REFUSED, OPTION } from '../../texts/connect.ts';
import { ABOUT, FAILED_EVENTS, LIST_OPTION } from '../../texts/operators.ts';
import type { Connecting } from './connect.ts';
import { describeFailed, type Queues, retryFailed } from './failed.ts';
import { describeKeys } from './keys.ts';
import { look } from './look.ts';
import { withSecrets } from './read-secrets.ts';
import { runConnect } from './run-connect.ts';
import { MOST_CHARS, say } from './say.ts';
import { watch } from './watch.ts';

interface OfAccount {
  readonly account?: string;
}

/** Adds `openclaw rocketchat connect | keys | failed | retry`. */
export function registerCli(api: OpenClawPluginApi): void {
  api.registerCli(
    ({ program, config }) => {
      const rocketchat = program.command(CHANNEL_ID).description(ABOUT.program);
      rocketchat
        .command('connect')
        .description(ABOUT.connect)
        .option('--url <url>', OPTION.url)
        .option('--gateway-url <url>', OPTION.gatewayUrl)
        .option('--pull', OPTION.pull)
        .option('--who <who>', OPTION.who)
        .option('--account <id>', OPTION.account)
        .option('--rotate', OPTION.rotate)
        .option('--wait', OPTION.wait)
        .option('--no-wait', OPTION.noWait)
        .option('--timeout <seconds>', OPTION.timeout)
        .option('--base-url <url>', OPTION.baseUrl)
        .action((options: ConnectOptions) => reporting(() => connectAndWait(config, options)));
      rocketchat
        .command('keys')
        .description(ABOUT.keys)
        .option('--account <id>', LIST_OPTION.onlyAccount)
        .action(({ account }: OfAccount) =>
          print(async () => describeKeys(await withSecrets(config), account ? [account] : undefined)),
        );
      rocketchat
        .command('failed')
        .description(ABOUT.failed)
        .option('--account <id>', LIST_OPTION.onlyAccount)
        .action((options: OfAccount) => print(() => describeFailed(queuesOf(config, options))));
      rocketchat
        .command('retry')
        .description(ABOUT.retry)
        .argument('[id]', LIST_OPTION.eventId)
        .option('--all', LIST_OPTION.all)
        .option('--account <id>', LIST_OPTION.onlyAccount)
        .action((id: string | undefined, options: OfAccount & { all?: boolean }) =>
          print(() => {
            if ((id === undefined) === !options.all) throw new Refusal('bad-request', FAILED_EVENTS.oneOrAll);
            return retryFailed(queuesOf(config, options), id);
          }),
        );
    },
    { descriptors: [{ name: CHANNEL_ID, description: ABOUT.program, hasSubcommands: true }] },
  );
}

const isInteractive = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

interface ConnectOptions extends Connecting {
  readonly wait?: boolean;
  readonly timeout?: string;
}

async function connectAndWait(config: OpenClawConfig, { wait, timeout, ...options }: ConnectOptions): Promise<void> {
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0)) throw new Refusal('bad-request', CONNECT_REFUSED.timeout(String(timeout)));
  const stateDir = resolveStateDir(process.env);
  const prompter = isInteractive() ? createClackPrompter() : undefined;
  const run = { stateDir, random: machine.random, network: machine, prompter, say };
  const { accountId, gatewayUrl } = await runConnect(config, options, run);
  // While a secret is changed both are in use, so nothing of what the gateway knows would be about the new one.
  if (options.rotate || !(wait ?? isInteractive())) return;
  say('');
  const timeoutMs = seconds * 1_000;
  const isConnected = await watch({
    look: () => look(accountId),
    isFetched: gatewayUrl === undefined,
    say,
    pause: machine.pause,
    stopwatch: machine.stopwatch,
    timeoutMs,
  });
  if (!isConnected) process.exitCode = 1;
}

const DEFAULT_TIMEOUT_SECONDS = 900;

function queuesOf(config: OpenClawConfig, { account }: OfAccount): Queues {
  const accountIds = account ? [account] : listAccountIds(config);
  return { stateDir: resolveStateDir(process.env), accountIds, clock: machine.clock };
}

const print = (lines: () => readonly string[] | Promise<readonly string[]>): Promise<void> =>
  reporting(async () => {
    for (const line of await lines()) say(line);
  });

/** A refusal is an answer, not a crash. */
async function reporting(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(printable(error.detail, MOST_CHARS));
    process.exitCode = 1;
  }
}
