import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { type ChannelSetupWizardAdapter, promptAccountId } from 'openclaw/plugin-sdk/setup';
import { defaultAccountId, listAccountIds, resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../../config/channel-id.ts';
import { SETUP } from '../../texts/connect.ts';
import type { Applied } from './apply-plan.ts';
import { askFor } from './ask.ts';
import { codeLines, doneLines } from './connect-lines.ts';
import { withSecrets } from './read-secrets.ts';
import { apply, type Prepared, prepare, sayReport } from './set-up.ts';

type Configuring = Parameters<ChannelSetupWizardAdapter['configure']>[0];

/** Connections that OpenClaw has yet to write, by account. */
const unwritten = new Map<string, Prepared & { readonly applied: Applied }>();

/**
 * The steps of `openclaw rocketchat connect` in OpenClaw's own wizard: `openclaw channels add`, `openclaw onboard`, and
 * *Run setup* in the Control UI. It can be run again, with the present answers to confirm.
 */
export const setupWizard: ChannelSetupWizardAdapter & NonNullable<ChannelPlugin['setupWizard']> = {
  channel: CHANNEL_ID,
  async getStatus({ cfg, accountOverrides }) {
    const configured = isConfigured(cfg, accountOverrides[CHANNEL_ID]);
    const state = configured ? SETUP.configured : SETUP.unconfigured;
    return { channel: CHANNEL_ID, configured, statusLines: [SETUP.status(state)], selectionHint: state };
  },
  configure,
  configureInteractive: configure,
  async afterConfigWritten({ accountId }) {
    const written = unwritten.get(accountId);
    unwritten.delete(accountId);
    if (written) await sayReport(written, written.applied);
  },
};

async function configure({ cfg, prompter, options, accountOverrides, shouldPromptAccountIds }: Configuring) {
  const readable = await withSecrets(cfg);
  const chosen = accountOverrides[CHANNEL_ID] ?? defaultAccountId(cfg);
  const accountId = shouldPromptAccountIds ? await askAccount(cfg, chosen, prompter) : chosen;
  const asked = await askFor(readable, { account: accountId }, prompter, 'all');
  await options?.beforePersistentEffect?.();
  const prepared = await prepare(cfg, asked);
  const applied = apply(prepared, cfg);
  if (options?.deferDeviceLinkToClient) {
    // In the Control UI nobody sees a terminal, and nothing can be shown after the last step.
    const lines = [...doneLines(prepared.plan, applied), ''];
    const text = [...lines, ...codeLines(prepared.plan), '', SETUP.countsWhenSaved].join('\n');
    await prompter.note(text, SETUP.code);
  } else {
    unwritten.set(accountId, { ...prepared, applied });
  }
  return { cfg: applied.cfg, accountId };
}

/** Where there is one account and no other, there is nothing to choose. */
async function askAccount(cfg: OpenClawConfig, currentId: string, prompter: Configuring['prompter']): Promise<string> {
  if (!isConfigured(cfg, currentId)) return currentId;
  return promptAccountId({
    cfg,
    prompter,
    label: CHANNEL_LABEL,
    currentId,
    listAccountIds: (each) => listAccountIds(each),
    defaultAccountId: DEFAULT_ACCOUNT_ID,
  });
}

function isConfigured(cfg: OpenClawConfig, accountId: string | undefined): boolean {
  const { link, fault } = resolveAccount(cfg, accountId);
  // A secret that this process cannot read may be readable for the gateway.
  return link !== undefined || fault?.code === 'secret-unavailable';
}
