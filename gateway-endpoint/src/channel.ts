import { buildChannelConfigSchema } from 'openclaw/plugin-sdk/channel-config-schema';
import { type ChannelPlugin, createChatChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import * as secrets from '../secret-contract-api.ts';
import { startAccount } from './account/start.ts';
import { workspaceOf } from './account/workspace.ts';
import { actionsVia } from './actions/actions.ts';
import { type Account, resolveAccount } from './config/account.ts';
import { config } from './config/adapter.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from './config/channel-id.ts';
import { livePrefixes } from './config/live-keys.ts';
import { RocketChatConfig } from './config/schema.ts';
import { botOf } from './directory/bot.ts';
import { directoryVia } from './directory/directory.ts';
import { findTargetVia } from './directory/find-target.ts';
import { resolverVia } from './directory/resolver.ts';
import { groups } from './gate/groups.ts';
import { bareUserId, listedUserId } from './gate/identity.ts';
import { security } from './gate/security.ts';
import { delivery, native } from './interactions/approval-routes.ts';
import { approvalCapability } from './interactions/approvers.ts';
import { render } from './interactions/forwarded-approvals.ts';
import { openHostSeal } from './interactions/host-seal.ts';
import { nativeRuntime } from './interactions/native-approvals.ts';
import { agentPrompt } from './reply/agent-prompt.ts';
import { messageAdapters } from './reply/message-adapter.ts';
import { messagingVia } from './reply/messaging.ts';
import { threading } from './reply/threading.ts';
import { getRuntime } from './runtime.ts';
import { setupContract } from './setup/contract.ts';
import { cleanLog } from './status/clean-log.ts';
import type { Probe } from './status/probe.ts';
import { status } from './status/status.ts';
import { PAIRING } from './texts/people.ts';
import { world } from './world.ts';

const { newId, clock } = world;
const clientIn = (...at: Parameters<typeof workspaceOf>) => workspaceOf(...at).client;
const lookupIn = (...at: Parameters<typeof workspaceOf>) => ({ client: clientIn(...at), newId });
const log = () => cleanLog(getRuntime().logging.getChildLogger({ plugin: CHANNEL_ID }));
const find = findTargetVia(lookupIn, (sentence) => log().info(sentence));
const senderFor = (...at: Parameters<typeof workspaceOf>) => workspaceOf(...at).sender;
const report = (line: string) => log().warn(line);
const seal = openHostSeal(world.random(32));
const { outbound, message } = messageAdapters({ senderFor, find, newId, clock, seal, report });
const resolve = () => getRuntime().channel.inbound.ingress.resolve;

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
      polls: true,
      reactions: true,
      edit: true,
      unsend: true,
      blockStreaming: true,
    },
    // As Discord's and Slack's: a post that people are notified of should be worth reading.
    streaming: { blockStreamingCoalesceDefaults: { minChars: 1_500, idleMs: 1_000 } },
    reload: { configPrefixes: [`channels.${CHANNEL_ID}`], noopPrefixes: livePrefixes(), accountScopedRestart: true },
    configSchema: buildChannelConfigSchema(RocketChatConfig),
    config,
    setupContract,
    secrets,
    messaging: messagingVia(find),
    resolver: resolverVia(find),
    directory: directoryVia({ lookupIn, botOf, find }),
    actions: actionsVia({ clientIn, botOf, resolve, newId }),
    agentPrompt,
    groups,
    message,
    status,
    approvalCapability: { ...approvalCapability, native, nativeRuntime, delivery, render },
    gateway: { startAccount },
  },
  security,
  pairing: {
    text: {
      idLabel: 'rocketchatUserId',
      message: PAIRING.approved,
      normalizeAllowEntry: bareUserId,
      async notify({ cfg, id, message, accountId }) {
        const keyOf = { delivery: world.newId(), part: 0 };
        const { accountId: account } = resolveAccount(cfg, accountId);
        const userId = listedUserId(account, id);
        if (userId) await workspaceOf(cfg, account).sender.send({ to: { userId }, text: message, keyOf });
      },
    },
  },
  threading,
  outbound,
});
