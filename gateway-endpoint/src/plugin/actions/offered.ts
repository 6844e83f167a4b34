import type { ChannelMessageActionName } from 'openclaw/plugin-sdk/channel-contract';
import type { Account } from '../../config/account.ts';
import type { Actions } from '../../config/actions.ts';

/** The switch of each action. `send` has none: an agent that may answer may send. */
export const SWITCHES = {
  react: 'reactions',
  reactions: 'reactions',
  read: 'messages',
  edit: 'messages',
  delete: 'messages',
  pin: 'pins',
  unpin: 'pins',
  'list-pins': 'pins',
  poll: 'polls',
  'member-info': 'memberInfo',
  'channel-info': 'channelInfo',
} as const satisfies Partial<Record<ChannelMessageActionName, keyof Actions>>;

export type Switched = keyof typeof SWITCHES;

/** The actions that any account allows. Each account asks its own switch again when one is called. */
export function offeredBy(accounts: readonly Account[]): ChannelMessageActionName[] {
  // The process that describes the tool may be unable to read a secret that the gateway can read.
  const usable = accounts.filter(
    ({ enabled, link, fault }) => enabled && (link || fault?.code === 'secret-unavailable'),
  );
  if (usable.length === 0) return [];
  const offered = (Object.keys(SWITCHES) as Switched[]).filter((action) =>
    usable.some(({ actions }) => actions[SWITCHES[action]]),
  );
  return ['send', ...offered];
}
