import { CHANNEL_ID } from '../config/channel-id.ts';

/** Where a message goes: a room, or a person whose direct room is found when it is needed. */
export type Target = { readonly roomId: string } | { readonly userId: string };

const TARGET = new RegExp(`^(?:${CHANNEL_ID}:)?(channel|user):([\\x21-\\x7e]+)$`, 'i');

/** `channel:<roomId>` or `user:<userId>`, with or without our channel's prefix; undefined for anything else. */
export function readTarget(text: string): Target | undefined {
  const [, kind, id] = TARGET.exec(text.trim()) ?? [];
  if (!kind || !id) return undefined;
  return kind.toLowerCase() === 'user' ? { userId: id } : { roomId: id };
}

export function writeTarget(target: Target): string {
  return 'userId' in target ? `user:${target.userId}` : `channel:${target.roomId}`;
}
