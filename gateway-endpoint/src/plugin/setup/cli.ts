import { printable, Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { WizardCancelledError } from 'openclaw/plugin-sdk/setup';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { listAccountIds } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { machine } from '../../machine.ts';
import { OPTION } from '../../texts/connect.ts';
import { ABOUT, DAILY_OPTION, FAILED_EVENTS, LIST_OPTION } from '../../texts/operators.ts';
import { type LogOptions, runLog } from '../status/run-log.ts';
import { runStatus, type StatusOptions } from '../status/run-status.ts';
import { type ConnectOptions, connectAndWait } from './connect-and-wait.ts';
import { describeFailed, type Queues, retryFailed } from './failed.ts';
import { describeKeys } from './keys.ts';
import { withSecrets } from './read-secrets.ts';
import { MOST_CHARS, say } from './say.ts';

interface OfAccount {
  readonly account?: string;
}

/** Adds `openclaw rocketchat connect | status | log | keys | failed | retry`. */
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
        .command('status')
        .description(ABOUT.status)
        .option('--account <id>', LIST_OPTION.onlyAccount)
        .option('--json', DAILY_OPTION.json)
        .action((options: StatusOptions) => reporting(() => runStatus(config, options)));
      rocketchat
        .command('log')
        .description(ABOUT.log)
        .option('--account <id>', LIST_OPTION.onlyAccount)
        .option('--limit <n>', DAILY_OPTION.limit)
        .option('--id <id>', DAILY_OPTION.id)
        .option('--json', DAILY_OPTION.json)
        .action((options: LogOptions) => reporting(async () => runLog(config, options)));
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

const print = (lines: () => readonly string[] | Promise<readonly string[]>): Promise<void> =>
  reporting(async () => {
    for (const line of await lines()) say(line);
  });

/** A refusal is an answer, not a crash. */
async function reporting(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    // The person has left the questions, and has seen so.
    if (error instanceof WizardCancelledError) {
      process.exitCode = 1;
      return;
    }
    if (!(error instanceof Refusal)) throw error;
    console.error(printable(error.detail, MOST_CHARS));
    process.exitCode = 1;
  }
}
