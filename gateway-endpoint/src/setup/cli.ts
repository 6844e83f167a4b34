import { Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawPluginApi } from 'openclaw/plugin-sdk/channel-core';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import { world } from '../world.ts';
import { connect } from './connect.ts';

/** Adds `openclaw rocketchat connect`. */
export function registerCli(api: OpenClawPluginApi): void {
  api.registerCli(
    ({ program, config }) => {
      program
        .command(CHANNEL_ID)
        .description(`Connect ${CHANNEL_LABEL} workspaces`)
        .command('connect')
        .description('Print the connection code for the admin of a workspace')
        .requiredOption('--gateway-url <url>', 'address under which the workspace reaches this gateway')
        .option('--account <id>', 'account to connect')
        .action((options: { gatewayUrl: string; account?: string }) => {
          try {
            // Not console.log: OpenClaw masks there what looks like a secret, and here the secret is the point.
            process.stdout.write(`${connect(config, options, world.random).join('\n')}\n`);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            console.error(error.detail);
            process.exitCode = 1;
          }
        });
    },
    { descriptors: [{ name: CHANNEL_ID, description: `Connect ${CHANNEL_LABEL} workspaces`, hasSubcommands: true }] },
  );
}
