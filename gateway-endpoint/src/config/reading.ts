import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { DEFAULT_GROUP_HISTORY_LIMIT } from 'openclaw/plugin-sdk/reply-history';
import type { AccountConfig } from './schema.ts';

/** The agent's context beside the message that addresses it. Names and defaults are those of Slack's channel. */
export interface Reading {
  readonly reactionNotifications: NonNullable<AccountConfig['reactionNotifications']>;
  readonly reactionAllowlist: readonly string[];
  /** Messages of a room that a turn starts with. */
  readonly historyLimit: number;
  readonly dmHistoryLimit: number;
  readonly thread: { readonly inheritParent: boolean; readonly initialHistoryLimit: number };
  readonly contextVisibility: NonNullable<AccountConfig['contextVisibility']>;
  readonly mediaMaxBytes: number;
}

/** The most that OpenClaw shows, and that the contract lists (LIMITS.listItems). */
export const HISTORY_MAX = 200;

const DEFAULT_THREAD_HISTORY_LIMIT = 20;
const DEFAULT_MEDIA_MAX_MB = 20;
const MB = 1024 * 1024;

export function readingOf(account: AccountConfig, cfg: OpenClawConfig): Reading {
  const { thread = {} } = account;
  const mediaMaxMb = account.mediaMaxMb ?? cfg.agents?.defaults?.mediaMaxMb ?? DEFAULT_MEDIA_MAX_MB;
  const historyLimit = account.historyLimit ?? cfg.messages?.groupChat?.historyLimit ?? DEFAULT_GROUP_HISTORY_LIMIT;
  return {
    reactionNotifications: account.reactionNotifications ?? 'own',
    reactionAllowlist: (account.reactionAllowlist ?? []).map(String),
    historyLimit: Math.min(historyLimit, HISTORY_MAX),
    dmHistoryLimit: Math.min(account.dmHistoryLimit ?? 0, HISTORY_MAX),
    thread: {
      inheritParent: thread.inheritParent ?? false,
      initialHistoryLimit: Math.min(thread.initialHistoryLimit ?? DEFAULT_THREAD_HISTORY_LIMIT, HISTORY_MAX),
    },
    contextVisibility: account.contextVisibility ?? cfg.channels?.defaults?.contextVisibility ?? 'all',
    mediaMaxBytes: Math.floor(mediaMaxMb * MB),
  };
}
