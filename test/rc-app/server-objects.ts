import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';

/** Objects as the server's converters make them: with much more in them than may leave. */

export const BOT = { id: 'Bx7TqYcn5kWm2Rz8L', username: 'openclaw.bot' };
export const SENT_AT = Date.UTC(2026, 0, 2, 3, 4, 5);

export function aUser(change: Partial<IUser> = {}): IUser {
  return {
    id: 'Uq8sDf4GhJk2LzXcV',
    username: 'bob',
    name: 'Bob',
    emails: [{ address: 'bob@example.com', verified: true }],
    type: 'user',
    roles: ['user'],
    bio: 'secret bio',
    status: 'online',
    statusText: 'at lunch',
    isEnabled: true,
    utcOffset: 1,
    customFields: { salary: 1 },
    ...change,
  } as IUser;
}

export function aRoom(change: Partial<Omit<IRoom, 'type'>> & { type?: string } = {}): IRoom {
  return {
    id: 'GENERAL',
    slugifiedName: 'general',
    displayName: 'general',
    type: 'c',
    creator: aUser(),
    description: 'secret description',
    customFields: { budget: 1 },
    ...change,
  } as IRoom;
}

type Mention = { _id: string; username: string };

export function aMessage(change: Partial<IMessage> & { mentions?: Mention[] | null } = {}): IMessage {
  const { mentions = [], ...fields } = change;
  return {
    id: 'Wm3kLq9ZtYb5Rc7Np',
    room: aRoom(),
    sender: aUser(),
    text: 'hello',
    createdAt: new Date(SENT_AT),
    updatedAt: new Date(SENT_AT),
    customFields: { secret: 1 },
    ...(mentions && { _unmappedProperties_: { mentions, md: [], pinned: false } }),
    ...fields,
  } as IMessage;
}

export const MENTION = { _id: BOT.id, username: BOT.username };
export const DIRECT = aRoom({
  id: 'DM1',
  type: 'd',
  slugifiedName: '',
  displayName: '',
  userIds: [aUser().id, BOT.id],
});
