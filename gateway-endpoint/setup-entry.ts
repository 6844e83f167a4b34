import { defineSetupPluginEntry } from 'openclaw/plugin-sdk/channel-core';
import { channel } from './src/plugin/channel.ts';

// OpenClaw takes the setup surface from the default export.
export default defineSetupPluginEntry(channel);
