import { printable, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { machine } from '../../machine.ts';
import { ABOUT, FAILED_EVENTS, OPTION } from '../../texts/operators.ts';
import { advise } from './advise.ts';
import { type Connecting, connect } from './connect.ts';
import { describeFailed, type Queues, retryFailed } from './failed.ts';
import { describeKeys } from './keys.ts';
import { storePlan } from './store-plan.ts';

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
        .option('--gateway-url <url>', OPTION.gatewayUrl)
        .option('--pull', OPTION.pull)
        .option('--base-url <url>', OPTION.baseUrl)
        .option('--account <id>', OPTION.account)
        .option('--rotate', OPTION.rotate)
        .action((options: Connecting) =>
          print(async () => {
            const plan = connect(config, options, machine.random);
            await storePlan(plan);
            return [...advise(config, options.account), ...plan.lines];
          }),
        );
      rocketchat
        .command('keys')
        .description(ABOUT.keys)
        .option('--account <id>', OPTION.onlyAccount)
        .action(({ account }: OfAccount) => print(() => describeKeys(config, account ? [account] : undefined)));
      rocketchat
        .command('failed')
        .description(ABOUT.failed)
        .option('--account <id>', OPTION.onlyAccount)
        .action((options: OfAccount) => print(() => describeFailed(queuesOf(config, options))));
      rocketchat
        .command('retry')
        .description(ABOUT.retry)
        .argument('[id]', OPTION.eventId)
        .option('--all', OPTION.all)
        .option('--account <id>', OPTION.onlyAccount)
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
