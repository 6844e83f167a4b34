import type { Mention } from '../store/records.ts';
import { findRoomByName, findUserByName, type Store } from '../store/store.ts';

/** The part of a message that BeforeSaveMentions (services/messages/hooks) fills in before it is stored. */
export interface Marks {
  mentions: Mention[];
  channels: { _id: string; name: string }[];
  urls: { url: string }[];
}

// What stands before a name is the server's own rule (app/mentions/lib/MentionsParser.ts), in code and in quotations as
// well; the name is the default of UTF8_User_Names_Validation.
const USER_MENTION = /(?:^|\s|>)@([0-9a-zA-Z._-]+)/g;
const ROOM_MENTION = /(?:^|\s|>)#([0-9a-zA-Z._-]+)/g;
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

function mentionOf(store: Store, name: string): Mention[] {
  if (name === 'all' || name === 'here') return [{ _id: name, username: name }];
  // `@bob.` at the end of a sentence means bob, unless somebody is called `bob.`
  const user = findUserByName(store, name) ?? findUserByName(store, name.replace(/[.-]+$/, ''));
  return user ? [{ _id: user._id, username: user.username, name: user.name, type: 'user' }] : [];
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name).filter((name) => name !== undefined))];
}
