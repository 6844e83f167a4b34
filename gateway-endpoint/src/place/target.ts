import { Id } from '@rocketchat-openclaw/shared';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** The target of a message: a room, or a person whose direct room is found when it is needed. */
export type Target = { readonly roomId: string } | { readonly userId: string };

/** A target that only the workspace can tell: by name, or by an id that does not say whose it is. */
export type Named = { readonly roomName: string } | { readonly username: string } | { readonly bare: string };

const PREFIX = new RegExp(`^(?:${CHANNEL_ID}:\\s*)+`, 'i');
// No written id begins with # or @, so that `channel:#general` can be what it looks like.
const BY_ID = /^(channel|user):([!"$-?A-~][\x21-\x7e]*)$/i;
const BY_NAME = /^(?:channel:(?=#)|user:(?=@))?([#@])(\S.*)$/i;
const KIND = /^[a-z]+:/i;

/** `channel:<roomId>` or `user:<userId>`, with or without our channel's prefix; undefined for anything else. */
export function readTarget(text: string): Target | undefined {
  const [, kind, written] = BY_ID.exec(bareOf(text)) ?? [];
  const id = written && readId(written);
  if (!kind || !id) return undefined;
  return kind.toLowerCase() === 'user' ? { userId: id } : { roomId: id };
}

/** Any target that people write: those of `readTarget`, `#room`, `@person`, or an id or a name alone. */
export function readWanted(text: string): Target | Named | undefined {
  const target = readTarget(text);
  if (target) return target;
  const [, sign, name] = BY_NAME.exec(bareOf(text)) ?? [];
  if (name) return sign === '#' ? { roomName: name } : { username: name };
  const bare = bareOf(text);
  return bare === '' || KIND.test(bare) || /^[#@]/.test(bare) ? undefined : { bare };
}

export function writeTarget(target: Target): string {
  return 'userId' in target ? `user:${writeId(target.userId)}` : `channel:${writeId(target.roomId)}`;
}

/** An id as one word of visible ASCII: `Jörg Müller` is `J%C3%B6rg%20M%C3%BCller`. An ordinary id stays as it is. */
export function writeId(id: string): string {
  return id.toWellFormed().replace(/^[#@]|[^\x21-$&-~]/gu, encodeURIComponent);
}

/** @returns undefined where the word is no id */
function readId(written: string): string | undefined {
  try {
    return Id.safeParse(decodeURIComponent(written)).data;
  } catch {
    return undefined;
  }
}

/** The same for what only the workspace can tell. */
export function writeWanted(wanted: Target | Named): string {
  if ('roomName' in wanted) return `#${wanted.roomName}`;
  if ('username' in wanted) return `@${wanted.username}`;
  return 'bare' in wanted ? wanted.bare : writeTarget(wanted);
}

export const isTarget = (wanted: Target | Named): wanted is Target => 'roomId' in wanted || 'userId' in wanted;

/** Does the target name a person, as far as its form shows? */
export const isPerson = (wanted: Target | Named): boolean => 'userId' in wanted || 'username' in wanted;

export const TARGET_FORMS = '`channel:<room id>`, `#room-name`, `user:<user id>` or `@username`';

const bareOf = (text: string): string => text.trim().replace(PREFIX, '').trim();
