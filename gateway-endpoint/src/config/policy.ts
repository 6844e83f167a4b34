import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveChannelImplicitMentions } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { RoomConfig } from './access-schema.ts';
import { CHANNEL_ID } from './channel-id.ts';
import type { AccountConfig } from './schema.ts';

/**
 * The policy that decides who may start a turn. Every default is closed. The security audit reads the first four by
 * these names.
 */
export interface Policy {
  readonly dmPolicy: NonNullable<AccountConfig['dmPolicy']>;
  readonly allowFrom: string[];
  readonly groupPolicy: NonNullable<AccountConfig['groupPolicy']>;
  readonly groupAllowFrom: string[];
  /** As configured for the account; a room may override it (`activationOf`). */
  readonly activation: ActivationConfig;
  /** As configured: by id, name, `#name` or `*`. */
  readonly rooms: Readonly<Record<string, RoomConfig>>;
  readonly mentionAll: boolean;
  readonly implicitMentions: ReturnType<typeof resolveChannelImplicitMentions>;
  /** Empty if there are no such commands. */
  readonly commandPrefix: string;
  readonly commandAllowFrom: string[];
  readonly botLoopProtection: AccountConfig['botLoopProtection'];
  readonly dangerouslyAllowNameMatching: boolean;
  readonly hints: boolean;
}

/** The messages of a room that are for the agent. */
export interface Activation {
  readonly requireMention: boolean;
  /** Empty unless `chatmode` is `onchar`. */
  readonly oncharPrefixes: readonly string[];
  readonly allowBots: boolean | 'mentions';
}

const DEFAULT_COMMAND_PREFIX = '!';
const DEFAULT_ONCHAR_PREFIXES = ['>'];

export function policyOf(account: AccountConfig, accountId: string, cfg: OpenClawConfig): Policy {
  return {
    dmPolicy: account.dmPolicy ?? 'pairing',
    allowFrom: (account.allowFrom ?? []).map(String),
    groupPolicy: account.groupPolicy ?? 'allowlist',
    groupAllowFrom: (account.groupAllowFrom ?? []).map(String),
    activation: {
      requireMention: account.requireMention,
      chatmode: account.chatmode,
      oncharPrefixes: account.oncharPrefixes,
      allowBots: account.allowBots,
    },
    rooms: account.rooms ?? {},
    mentionAll: account.mentionAll ?? false,
    implicitMentions: resolveChannelImplicitMentions({ cfg, channel: CHANNEL_ID, accountId }),
    commandPrefix: account.commandPrefix ?? DEFAULT_COMMAND_PREFIX,
    commandAllowFrom: (account.commandAllowFrom ?? []).map(String),
    botLoopProtection: account.botLoopProtection,
    dangerouslyAllowNameMatching: account.dangerouslyAllowNameMatching ?? false,
    hints: account.hints ?? true,
  };
}

export type ActivationConfig = Pick<RoomConfig, 'requireMention' | 'chatmode' | 'oncharPrefixes' | 'allowBots'>;

/** @param from the nearest first: a room, the defaults of all rooms, the account */
export function activationOf(from: readonly ActivationConfig[]): Activation {
  const mode = from.find(({ chatmode, requireMention }) => chatmode !== undefined || requireMention !== undefined);
  const prefixes = from.find(({ oncharPrefixes }) => oncharPrefixes !== undefined)?.oncharPrefixes;
  return {
    requireMention: mode?.chatmode ? mode.chatmode !== 'onmessage' : (mode?.requireMention ?? true),
    oncharPrefixes: mode?.chatmode === 'onchar' ? (prefixes ?? DEFAULT_ONCHAR_PREFIXES) : [],
    allowBots: from.find(({ allowBots }) => allowBots !== undefined)?.allowBots ?? false,
  };
}
