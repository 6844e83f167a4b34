import { buildChannelConfigSchema } from 'openclaw/plugin-sdk/channel-config-schema';
import { type ChannelPlugin, createChatChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createChannelMessageAdapterFromOutbound } from 'openclaw/plugin-sdk/channel-outbound';
import * as secrets from '../secret-contract-api.ts';
import type { Account } from './config/account.ts';
import { config } from './config/adapter.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from './config/channel-id.ts';
import { livePrefixes } from './config/live-keys.ts';
import { RocketChatConfig } from './config/schema.ts';
import { groups } from './gate/groups.ts';
import { bareUserId } from './gate/identity.ts';
import { APPROVED } from './gate/pair-watch.ts';
import { security } from './gate/security.ts';
import { workspaceOf } from './open-workspace.ts';
import { messaging } from './reply/messaging.ts';
import { outboundVia } from './reply/outbound.ts';
import { setupContract } from './setup/contract.ts';
import { startAccount } from './start-account.ts';
import type { Probe } from './status/probe.ts';
import { status } from './status/status.ts';
import { world } from './world.ts';

const outbound = outboundVia((cfg, accountId) => workspaceOf(cfg, accountId).sender, world.newId);

/** The channel: a table of contents, one line per thing OpenClaw may ask of it. */
export const channel: ChannelPlugin<Account, Probe> = createChatChannelPlugin<Account, Probe>({
  base: {
    id: CHANNEL_ID,
    meta: {
      id: CHANNEL_ID,
      label: CHANNEL_LABEL,
      selectionLabel: `${CHANNEL_LABEL} (app)`,
      docsPath: `/channels/${CHANNEL_ID}`,
      blurb: 'signed events from an app inside the workspace; answers by the app’s own bot user.',
      markdownCapable: true,
    },
    capabilities: {
      chatTypes: ['direct', 'channel', 'group', 'thread'],
      threads: true,
      media: true,
      blockStreaming: true,
    },
    // As Discord's and Slack's: a post that people are notified of should be worth reading.
    streaming: { blockStreamingCoalesceDefaults: { minChars: 1_500, idleMs: 1_000 } },
    reload: { configPrefixes: [`channels.${CHANNEL_ID}`], noopPrefixes: livePrefixes(), accountScopedRestart: true },
    configSchema: buildChannelConfigSchema(RocketChatConfig),
    config,
    setupContract,
    secrets,
    messaging,
    groups,
    message: createChannelMessageAdapterFromOutbound({ id: CHANNEL_ID, outbound }),
    status,
    gateway: { startAccount },
  },
  security,
  pairing: {
    text: {
      idLabel: 'rocketchatUserId',
      message: APPROVED,
      normalizeAllowEntry: bareUserId,
      async notify({ cfg, id, message, accountId }) {
        const keyOf = { delivery: world.newId(), part: 0 };
        await workspaceOf(cfg, accountId).sender.send({ to: { userId: bareUserId(id) }, text: message, keyOf });
      },
    },
  },
  outbound,
});
