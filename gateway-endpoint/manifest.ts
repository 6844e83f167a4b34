import packageJson from './package.json' with { type: 'json' };
import { CHANNEL_ID, CHANNEL_LABEL } from './src/config/channel-id.ts';
import { channelConfigSchema } from './src/config/channel-schema.ts';
import { STORE_FOLDER } from './src/store/folder.ts';

/**
 * openclaw.plugin.json. OpenClaw validates `channels.rocketchat` against this JSON schema before any of our code
 * runs, hence it is generated from the zod schema instead of being written beside it.
 */
export function manifest() {
  const { schema, uiHints } = channelConfigSchema();
  return {
    id: CHANNEL_ID,
    name: CHANNEL_LABEL,
    description: packageJson.description,
    version: packageJson.version,
    categories: ['channels'],
    activation: { onStartup: false },
    doctorContract: { configRepair: true },
    // Without it `openclaw backup` copies the files of a database that is being written, byte for byte.
    backupResources: [{ disposition: 'include', scope: 'state', relativePath: STORE_FOLDER }],
    channels: [CHANNEL_ID],
    configSchema: { type: 'object', additionalProperties: false, properties: {} },
    channelConfigs: {
      [CHANNEL_ID]: { label: CHANNEL_LABEL, description: packageJson.description, schema, uiHints },
    },
  };
}
