import { defineStableChannelIngressIdentity } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import { userIdIn } from './account-names.ts';
import { CHANNEL_ID } from './channel-id.ts';

/**
 * How allow-list entries and senders of an account are compared. Its own lists may leave its name out. The user id is `verified`, since only the app that holds our key
 * can name it; a user name is `mutable`, since its owner can give it up and somebody else can take it.
 */
export const identityIn = (accountId: string) =>
  defineStableChannelIngressIdentity({
    key: 'rocketchat-user-id',
    authentication: 'verified',
    sensitivity: 'pii',
    normalize: (value) => listedUserId(accountId, value) || null,
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

/** The user that an entry of an account's own list names; undefined where it names somebody of another account. */
export function listedUserId(accountId: string, entry: string): string | undefined {
  const bare = bareUserId(entry);
  return bare.includes('/') ? userIdIn(accountId, bare) : bare;
}

/** `rocketchat:user:<id>`, `user:<id>` and `<id>` name the same person. Ids keep their case. */
export function bareUserId(entry: string): string {
  return entry.trim().replace(new RegExp(`^(?:${CHANNEL_ID}:)?(?:user:)?`, 'i'), '');
}
