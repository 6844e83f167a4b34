import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Session } from './session-repair.ts';

/** What a message does that arrives while the agent works (OpenClaw's docs/concepts/queue.md). */
export type QueueMode = 'steer' | 'followup' | 'collect' | 'interrupt';

export interface QueueSettings {
  readonly mode: QueueMode;
  /** Messages are joined once nobody has written for so many milliseconds. */
  readonly debounceMs: number;
  /** The most messages that are joined. */
  readonly cap: number;
}

type OfSession = Pick<Session, 'queueMode' | 'queueDebounceMs' | 'queueCap'>;

const DEFAULTS = { mode: 'steer', debounceMs: 500, cap: 20 } as const;

/** Names that OpenClaw accepts as well, in the configuration and by `/queue` (src/auto-reply/reply/queue/normalize.ts). */
const MODES: Readonly<Record<string, QueueMode>> = {
  steer: 'steer',
  steering: 'steer',
  queue: 'steer',
  queued: 'steer',
  followup: 'followup',
  'follow-ups': 'followup',
  followups: 'followup',
  'steer-backlog': 'followup',
  'steer+backlog': 'followup',
  steer_backlog: 'followup',
  collect: 'collect',
  coalesce: 'collect',
  interrupt: 'interrupt',
  interrupts: 'interrupt',
  abort: 'interrupt',
};

/** As OpenClaw does it: first `/queue` of the session, then the channel, then the configuration of all channels. */
export function queueSettingsOf(cfg: OpenClawConfig, session: OfSession | undefined): QueueSettings {
  const { mode, byChannel, debounceMsByChannel, cap } = cfg.messages?.queue ?? {};
  const ofChannel = (byChannel as Readonly<Record<string, string>> | undefined)?.[CHANNEL_ID];
  const named = [session?.queueMode, ofChannel, mode].flatMap((each) => MODES[each?.trim().toLowerCase() ?? ''] ?? []);
  return {
    mode: named[0] ?? DEFAULTS.mode,
    debounceMs: Math.max(0, session?.queueDebounceMs ?? debounceMsByChannel?.[CHANNEL_ID] ?? DEFAULTS.debounceMs),
    cap: Math.max(1, Math.floor(session?.queueCap ?? cap ?? DEFAULTS.cap)),
  };
}
