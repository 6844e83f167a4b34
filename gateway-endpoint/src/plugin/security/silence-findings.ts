import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { announced } from '../../account/hello.ts';
import type { Account } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { silenceIn } from '../../config/silence.ts';
import type { Finding } from './findings.ts';

/** In rooms in which the agent hears every message it may stay silent. The operator should know that, and decide. */
export function findSilence({ accountId, policy }: Account, cfg: OpenClawConfig): Finding[] {
  if (silenceIn(cfg) !== undefined) return [];
  const rooms = announced(policy).answersEveryMessageIn;
  if (rooms.length === 0) return [];
  return [
    {
      checkId: `channels.${CHANNEL_ID}.rooms.silence`,
      severity: 'info',
      title: 'The agent may leave messages in Rocket.Chat rooms unanswered',
      detail: `Account ${accountId}: the agent hears every message in ${rooms.includes('*') ? 'all rooms' : rooms.join(', ')}, and answers where it has something to say.`,
      remediation:
        'Set agents.defaults.silentReply.group to "disallow" if it has to answer every message, or to "allow" if this is right.',
    },
  ];
}
