import type { IUser } from '@rocket.chat/apps-engine/definition/users/index.js';
import { UserStatusConnection } from '@rocket.chat/apps-engine/definition/users/UserStatusConnection.js';
import { UserType } from '@rocket.chat/apps-engine/definition/users/UserType.js';
import type { UserRecord } from '../store/records.ts';

const TYPES = { user: UserType.USER, bot: UserType.BOT, app: UserType.APP } as const;

/** app/apps/server/converters/users.ts: e-mail addresses are part of what an app gets, and of the preferences only one. */
export function convertUser(user: UserRecord): IUser {
  const language = user.settings?.preferences?.language;
  return {
    id: user._id,
    username: user.username,
    emails: user.emails.map((email) => ({ ...email })),
    type: TYPES[user.type],
    isEnabled: user.active,
    name: user.name,
    roles: [...user.roles],
    status: user.status,
    statusConnection: UserStatusConnection.ONLINE,
    ...(user.statusText === undefined ? {} : { statusText: user.statusText }),
    utcOffset: 0,
    createdAt: user.createdAt,
    updatedAt: user._updatedAt,
    lastLoginAt: user.createdAt,
    ...(user.appId === undefined ? {} : { appId: user.appId }),
    settings: { preferences: { ...(language && { language }) } },
  };
}
