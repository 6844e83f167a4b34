/**
 * Why the agent may not write or read in a room, and who can change that: one clause each, in the bot's own words. The
 * agent reads it, and so does the operator in the gateway's log. The keys are the reasons of `Staying`.
 */
export const CLOSED_ROOM = {
  livechat: 'this is a conversation with a visitor of a website, and I take no part in those',
  'foreign-direct': 'this is a conversation of other people: one of them can write to me directly',
  'group-direct': 'I open direct messages with one person at a time: each of these people can write to me directly',
  encrypted: 'this room is end-to-end encrypted, so use a room that is not',
  paused: 'an admin of the workspace has paused me, and can end that in the settings of the app',
  'room-not-listed': 'an admin of the workspace has not opened this room to me',
  archived: 'this room is archived: an owner of the room can change that',
  muted: 'I am muted in this room: an owner of the room can change that',
  'read-only': 'this room is read-only: an owner of the room can make me a moderator, or let me write',
  banned: 'I am banned from this room: an owner of the room can change that',
  'switched-off': 'I am switched off in this room: an owner of the room can change that with /openclaw here on',
} as const;

/** For every other reason. */
export const NOT_IN_ROOM = (username: string) =>
  `I am not in this room: invite @${username} into this room with /invite @${username}`;
