import { type ChannelPlugin, createChatChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import * as secrets from '../../secret-contract-api.ts';
import { workspaceOf } from '../account/workspace.ts';
import { type Account, accountIdIn } from '../config/account.ts';
import { config } from '../config/adapter.ts';
import { bringAlongKeys } from '../config/bring-along.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import { channelConfigSchema } from '../config/channel-schema.ts';
import { bareUserId, listedUserId } from '../config/identity.ts';
import { livePrefixes } from '../config/live-keys.ts';
import { cleanLog } from '../host/clean-log.ts';
import { openHostSeal } from '../host/host-seal.ts';
import { getRuntime } from '../host/runtime.ts';
import { approvalCapability } from '../interactions/approvers.ts';
import { machine } from '../machine.ts';
import { wordsIn } from '../texts/words.ts';
import { actionsVia } from './actions/actions.ts';
import { agentPrompt } from './agent-prompt.ts';
import { delivery, native } from './approvals/approval-routes.ts';
import { render } from './approvals/forwarded-approvals.ts';
import { nativeRuntime } from './approvals/native-approvals.ts';
import { botOf } from './directory/bot.ts';
import { directoryVia } from './directory/directory.ts';
import { findTargetVia } from './directory/find-target.ts';
import { resolverVia } from './directory/resolver.ts';
import { groups } from './groups.ts';
import { messageAdapters } from './message-adapter.ts';
import { messagingVia } from './messaging.ts';
import { security } from './security/security.ts';
import { setupContract } from './setup/contract.ts';
import { setupWizard } from './setup/wizard.ts';
import type { Probe } from './status/probe.ts';
import { status } from './status/status.ts';
import { threading } from './threading.ts';

const { newId, clock } = machine;
const clientIn = (...at: Parameters<typeof workspaceOf>) => workspaceOf(...at).client;
const lookupIn = (...at: Parameters<typeof workspaceOf>) => ({ client: clientIn(...at), newId });
const log = () => cleanLog(getRuntime().logging.getChildLogger({ plugin: CHANNEL_ID }));
const find = findTargetVia(lookupIn, (sentence) => log().info(sentence));
const senderFor = (...at: Parameters<typeof workspaceOf>) => workspaceOf(...at).sender;
const report = (line: string) => log().warn(line);
const seal = openHostSeal(machine.random(32));
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
    configSchema: channelConfigSchema(),
    config,
    doctor: { repairConfig: bringAlongKeys },
    setupContract,
    setupWizard,
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
    // Loaded when an account starts: a command line needs none of it, and would wait a second longer.
    gateway: { startAccount: async (context) => (await import('../account/start.ts')).startAccount(context) },
  },
  security,
  pairing: {
    text: {
      idLabel: 'rocketchatUserId',
      message: wordsIn(undefined).PAIRING.approved,
      normalizeAllowEntry: bareUserId,
      async notify({ cfg, id, message, accountId }) {
        const keyOf = { delivery: machine.newId(), part: 0 };
        const account = accountIdIn(cfg, accountId);
        const userId = listedUserId(account, id);
        if (userId) await workspaceOf(cfg, account).sender.send({ to: { userId }, text: message, keyOf });
      },
    },
  },
  threading,
  outbound,
});
