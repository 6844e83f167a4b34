import { Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { WizardPrompter } from 'openclaw/plugin-sdk/setup';
import { resolveAccount } from '../../config/account.ts';
import { ASK } from '../../texts/connect.ts';
import { type Connecting, httpAddress, writtenFor } from './connect.ts';
import { idsIn, WHO } from './who.ts';

export type Prompter = Pick<WizardPrompter, 'select' | 'text'>;

/**
 * Asks the operator in a terminal, or in the Control UI.
 *
 * @param options are not asked again
 * @param how `missing`: only what is neither given nor configured; `all`: everything, with the present answer to confirm
 */
export async function askFor(
  cfg: OpenClawConfig,
  options: Connecting,
  prompter: Prompter,
  how: 'missing' | 'all',
): Promise<Connecting> {
  const account = resolveAccount(cfg, options.account);
  const written = writtenFor(cfg, account.accountId);
  const baseUrl = account.link?.baseUrl ?? written.baseUrl;
  const isSaid = (options.url ?? options.baseUrl) !== undefined;
  const asksUrl = !isSaid && (how === 'all' || !baseUrl);
  const url = asksUrl ? await address(prompter, ASK.url, ASK.urlExample, baseUrl) : undefined;
  const way = await askWay(account, options, prompter, how);
  const isOpen = written.dmPolicy === undefined && written.allowFrom === undefined;
  const who = options.who ?? (how === 'all' || isOpen ? await askWho(account.policy, prompter) : undefined);
  return { ...options, ...way, ...(url !== undefined && { url }), ...(who !== undefined && { who }) };
}

type Way = Pick<Connecting, 'gatewayUrl' | 'pull'>;

/** Does the workspace send events, and where to, or does the gateway fetch them? */
async function askWay(
  { transport, gatewayUrl }: { readonly transport: 'push' | 'pull'; readonly gatewayUrl: string | undefined },
  options: Way,
  prompter: Prompter,
  how: 'missing' | 'all',
): Promise<Way> {
  if (options.gatewayUrl !== undefined || options.pull) return {};
  if (how === 'missing' && (transport === 'pull' || gatewayUrl !== undefined)) return {};
  const way = await prompter.select({
    message: ASK.way,
    options: [
      { value: 'push' as const, label: ASK.push, hint: ASK.pushHint },
      { value: 'pull' as const, label: ASK.pull, hint: ASK.pullHint },
    ],
    initialValue: transport,
  });
  if (way === 'pull') return { pull: true };
  return { gatewayUrl: await address(prompter, ASK.gatewayUrl, ASK.gatewayUrlExample, gatewayUrl) };
}

/** The words of `--who`; undefined to leave all as it is. */
async function askWho(
  { dmPolicy, allowFrom }: { readonly dmPolicy: string; readonly allowFrom: readonly string[] },
  prompter: Prompter,
): Promise<string | undefined> {
  const present = dmPolicy === 'open' ? WHO.everybody : dmPolicy === 'allowlist' ? 'list' : WHO.pairing;
  const who = await prompter.select<string>({
    message: ASK.who,
    options: [
      { value: WHO.pairing, label: ASK.pairing, hint: ASK.pairingHint },
      { value: 'list', label: ASK.list, hint: ASK.listHint },
      { value: WHO.everybody, label: ASK.everybody },
    ],
    initialValue: present,
  });
  if (who !== 'list') return who;
  return prompter.text({
    message: ASK.ids,
    initialValue: allowFrom.filter((entry) => entry !== '*').join(', '),
    validate: (value) => faultOf(() => idsIn(value)),
  });
}

function address(prompter: Prompter, message: string, placeholder: string, present?: string): Promise<string> {
  return prompter.text({
    message,
    placeholder,
    ...(present && { initialValue: present }),
    validate: (value) => faultOf(() => httpAddress(value)),
  });
}

function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
}
