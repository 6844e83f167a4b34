import { defineStableChannelIngressIdentity } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * How allow-list entries and senders are compared. The user id is `verified`, since only the app that holds our key
 * can name it; a user name is `mutable`, since its owner can give it up and somebody else can take it.
 */
export const identity = defineStableChannelIngressIdentity({
  key: 'rocketchat-user-id',
  authentication: 'verified',
  sensitivity: 'pii',
  normalize: (value) => bareUserId(value) || null,
  isWildcardEntry: (value) => value.trim() === '*',
  aliases: [
    {
      key: 'username',
      authentication: 'mutable',
      normalizeEntry: (value) => (value.startsWith('@') ? value.slice(1).toLowerCase() : null),
      normalizeSubject: (value) => value.toLowerCase(),
    },
  ],
});

/** `rocketchat:user:<id>`, `user:<id>` and `<id>` name the same person. Ids keep their case. */
export function bareUserId(entry: string): string {
  return entry.trim().replace(new RegExp(`^(?:${CHANNEL_ID}:)?(?:user:)?`, 'i'), '');
}
