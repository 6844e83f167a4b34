import { printable, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds } from '../config/account.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import { world } from '../world.ts';
import { advise } from './advise.ts';
import { type Connecting, connect } from './connect.ts';
import { describeFailed, type Queues, retryFailed } from './failed.ts';
import { describeKeys } from './keys.ts';
import { storePlan } from './store-plan.ts';

const ABOUT = `Connect ${CHANNEL_LABEL} workspaces, and look after them`;

interface OfAccount {
  readonly account?: string;
}

/** Adds `openclaw rocketchat connect | keys | failed | retry`. */
export function registerCli(api: OpenClawPluginApi): void {
  api.registerCli(
    ({ program, config }) => {
      const rocketchat = program.command(CHANNEL_ID).description(ABOUT);
      rocketchat
        .command('connect')
        .description('Make an account and its secret where there is none, and print its connection code')
        .option('--gateway-url <url>', 'address at which the workspace reaches this gateway')
        .option('--pull', 'the workspace cannot reach this gateway, such as behind NAT: the gateway fetches')
        .option('--base-url <url>', 'address of the workspace')
        .option('--account <id>', 'account to connect')
        .option('--rotate', 'make a new secret; the gateway still accepts the old one until you remove it')
        .action((options: Connecting) =>
          print(async () => {
            const plan = connect(config, options, world.random);
            await storePlan(plan);
            return [...advise(config, options.account), ...plan.lines];
          }),
        );
      rocketchat
        .command('keys')
        .description('Print the ids of the keys, and how to change a secret without losing a message')
        .option('--account <id>', 'this account only')
        .action(({ account }: OfAccount) => print(() => describeKeys(config, account ? [account] : undefined)));
      rocketchat
        .command('failed')
        .description('List the events that were given up, and why')
        .option('--account <id>', 'this account only')
        .action((options: OfAccount) => print(() => describeFailed(queuesOf(config, options))));
      rocketchat
        .command('retry')
        .description('Try events again that were given up')
        .argument('[id]', 'one of the list')
        .option('--all', 'all of them')
        .option('--account <id>', 'this account only')
        .action((id: string | undefined, options: OfAccount & { all?: boolean }) =>
          print(() => {
            if ((id === undefined) === !options.all) throw new Refusal('bad-request', 'name one event, or say --all');
            return retryFailed(queuesOf(config, options), id);
          }),
        );
    },
    { descriptors: [{ name: CHANNEL_ID, description: ABOUT, hasSubcommands: true }] },
  );
}

function queuesOf(config: OpenClawConfig, { account }: OfAccount): Queues {
  const accountIds = account ? [account] : listAccountIds(config);
  return { stateDir: resolveStateDir(process.env), accountIds, clock: world.clock };
}

/** A connection code is one line, and whole. */
const MOST_CHARS = 10_000;

async function print(lines: () => readonly string[] | Promise<readonly string[]>): Promise<void> {
  try {
    // Not console.log: OpenClaw masks there what looks like a secret, and for `connect` the secret is the point.
    const printed = (await lines()).map((line) => `${printable(line, MOST_CHARS)}\n`);
    process.stdout.write(printed.join(''));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(printable(error.detail, MOST_CHARS));
    process.exitCode = 1;
  }
}
