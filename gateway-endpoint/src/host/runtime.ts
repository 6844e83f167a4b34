import { createPluginRuntimeStore, type PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** The host's services, handed to us once when the plugin is loaded. */
export const { setRuntime, getRuntime } = createPluginRuntimeStore<PluginRuntime>({
  pluginId: CHANNEL_ID,
  errorMessage: `the ${CHANNEL_ID} plugin is used before OpenClaw has loaded it`,
});
