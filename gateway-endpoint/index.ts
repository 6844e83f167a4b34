import { defineChannelPluginEntry } from 'openclaw/plugin-sdk/channel-core';
import { CHANNEL_ID, CHANNEL_LABEL } from './src/config/channel-id.ts';
import { setRuntime } from './src/host/runtime.ts';
import { channel } from './src/plugin/channel.ts';
import { registerCli } from './src/plugin/setup/cli.ts';

// OpenClaw takes the plugin from the default export.
export default defineChannelPluginEntry({
  id: CHANNEL_ID,
  name: CHANNEL_LABEL,
  description: 'Rocket.Chat workspaces talk to their OpenClaw agents',
  plugin: channel,
  setRuntime,
  registerCliMetadata: registerCli,
});
