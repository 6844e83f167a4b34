import type { Mention } from '../store/records.ts';
import { findRoomByName, findUserByName, type Store } from '../store/store.ts';

/** The part of a message that BeforeSaveMentions (services/messages/hooks) fills in before it is stored. */
export interface Marks {
  mentions: Mention[];
  channels: { _id: string; name: string }[];
  urls: { url: string }[];
}

// The server's own patterns (app/mentions/lib/MentionsParser.ts), in code and in quotations as well; the name is the default
// of UTF8_User_Names_Validation, followed by what federated names have behind it.
const NAME = '[0-9a-zA-Z-_.]+';
const USER_MENTION = new RegExp(`(?:^|\\s|>)@${NAME}(?:@${NAME})?(?::${NAME})?`, 'gm');
const ROOM_MENTION = new RegExp(`(?:^|\\s|>)#${NAME}(?:@${NAME})?`, 'gm');
const LINK = /https?:\/\/[^\s<>()]+/g;

export function readMarks(store: Store, text: string): Marks {
  return {
    mentions: namesIn(text, USER_MENTION).flatMap((name) => mentionOf(store, name)),
    channels: namesIn(text, ROOM_MENTION).flatMap((name) => {
      const room = findRoomByName(store, name);
      return room?.name ? [{ _id: room._id, name: room.name }] : [];
    }),
    urls: (text.match(LINK) ?? []).map((url) => ({ url })),
  };
}

/** Looked up as it was read: `@bob.` and `@Bob` are nobody, unless somebody has that name. */
function mentionOf(store: Store, name: string): Mention[] {
  if (name === 'all' || name === 'here') return [{ _id: name, username: name }];
  const user = findUserByName(store, name);
  if (user) return [{ _id: user._id, username: user.username, name: user.name, type: 'user' }];
  // A team calls all its members.
  const team = findRoomByName(store, name);
  return team?.teamMain ? [{ _id: team.teamId ?? team._id, username: name, name, type: 'team' }] : [];
}

/** Behind a `>` the sign is taken for a part of the name, and so names nobody; so does the server (`Mentions.ts`). */
function namesIn(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].map(([match]) => match.trim());
  return [...new Set(found.map((match) => (match.startsWith('@') && match.includes(':') ? match : match.slice(1))))];
}
