import { access } from './access-schema.ts';
import { actions } from './actions.ts';
import { approvals } from './approvals.ts';
import { CHANNEL_ID } from './channel-id.ts';
import { presence } from './presence.ts';
import { streaming } from './streaming.ts';
import { threading } from './threading.ts';

/** Keys that are read for each event, so that a change of them does not restart the account. */
export const LIVE_KEYS: readonly string[] = [
  ...Object.keys(access),
  ...Object.keys(streaming),
  ...Object.keys(presence),
  ...Object.keys(approvals),
  ...Object.keys(actions),
  ...Object.keys(threading),
  ...['reactionNotifications', 'reactionAllowlist', 'historyLimit', 'dmHistoryLimit', 'thread'],
  ...['contextVisibility', 'mediaMaxMb', 'responsePrefix', 'configWrites'],
  // Read by `openclaw rocketchat connect` alone.
  'gatewayUrl',
];

/** The same as OpenClaw wants them: at the root, and of each account. */
export function livePrefixes(): string[] {
  return LIVE_KEYS.flatMap((key) => [`channels.${CHANNEL_ID}.${key}`, `channels.${CHANNEL_ID}.accounts.*.${key}`]);
}
