import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount, sectionOf } from '../../config/account.ts';
import { PRIVATE_SCOPE, sharedTalk } from '../../gate/private-talk.ts';
import { CONNECT, SETUP } from '../../texts/connect.ts';
import type { Applied } from './apply-plan.ts';
import { dropPrevious, type Plan } from './connect.ts';

/** What was done, for the operator. */
export function doneLines(plan: Plan, { cfg, inFile, keepsPeopleApart }: Applied): string[] {
  const { accountId, isNew, replaces, store, baseUrl } = plan;
  const { policy, enabled } = resolveAccount(cfg, accountId);
  const isFirst = isNew && replaces === undefined;
  return [
    ...(isNew ? [CONNECT.newSecret(accountId, inFile)] : []),
    ...(store.transport ? [CONNECT.nowFetches(accountId)] : []),
    ...(isFirst || store.dmPolicy ? [whoMayWrite(policy)] : []),
    ...(keepsPeopleApart ? CONNECT.apart(PRIVATE_SCOPE, 'openclaw config set session.dmScope main') : []),
    ...advise(cfg, accountId),
    ...(replaces ? CONNECT.bothAccepted(dropPrevious(accountId)) : []),
    ...(enabled ? [] : [CONNECT.isOff(`${sectionOf(accountId)}.enabled`)]),
    ...(baseUrl ? [] : [CONNECT.noBaseUrl(setting('baseUrl', 'https://…', accountId))]),
  ];
}

/** A warning for the operator who connects an account, printed before the connection code. */
export function advise(cfg: OpenClawConfig, accountId: string = DEFAULT_ACCOUNT_ID): string[] {
  const talk = sharedTalk(resolveAccount(cfg, accountId), cfg);
  return talk ? [...CONNECT.sharedTalk(talk.message, talk.fix)] : [];
}

/** Where to paste the code, and the code, which is the last line. */
export function codeLines({ accountId, gatewayUrl, code }: Plan): string[] {
  if (code === undefined) return [SETUP.noGatewayUrl];
  return [
    CONNECT.paste,
    CONNECT.isSecret,
    // The app cannot say its path to a gateway that it cannot reach.
    ...(gatewayUrl ? [] : [CONNECT.appPath(setting('appPath', '<path>', accountId))]),
    '',
    code,
  ];
}

function whoMayWrite({ dmPolicy, allowFrom }: { readonly dmPolicy: string; readonly allowFrom: readonly string[] }) {
  if (dmPolicy === 'disabled') return CONNECT.who.disabled;
  if (dmPolicy === 'open' || allowFrom.includes('*')) return CONNECT.who.open;
  return dmPolicy === 'allowlist' ? CONNECT.who.allowlist(allowFrom.join(', ') || '–') : CONNECT.who.pairing;
}

const setting = (key: string, value: string, accountId: string): string =>
  `openclaw config set ${sectionOf(accountId)}.${key} ${value}`;
