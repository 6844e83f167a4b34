import { printable, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { machine } from '../../machine.ts';
import { OPTION } from '../../texts/connect.ts';
import { ABOUT, FAILED_EVENTS, LIST_OPTION } from '../../texts/operators.ts';
import type { Connecting } from './connect.ts';
import { describeFailed, type Queues, retryFailed } from './failed.ts';
import { describeKeys } from './keys.ts';
import { withSecrets } from './read-secrets.ts';
import { runConnect } from './run-connect.ts';

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
        .option('--base-url <url>', OPTION.baseUrl)
        .action((options: Connecting) =>
          reporting(async () => {
            const stateDir = resolveStateDir(process.env);
            await runConnect(config, options, { stateDir, random: machine.random, network: machine, say });
          }),
        );
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

function queuesOf(config: OpenClawConfig, { account }: OfAccount): Queues {
  const accountIds = account ? [account] : listAccountIds(config);
  return { stateDir: resolveStateDir(process.env), accountIds, clock: machine.clock };
}

/** A connection code must be printed in one line. */
const MOST_CHARS = 10_000;

// Not console.log: OpenClaw masks there what looks like a secret, and for `connect` the secret is the point.
const say = (line: string): void => void process.stdout.write(`${printable(line, MOST_CHARS)}\n`);

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
