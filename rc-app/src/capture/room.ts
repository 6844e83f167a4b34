import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Room } from '@rocketchat-openclaw/shared';
import { name } from './name.ts';

const TYPES: Record<string, Room['type']> = { c: 'channel', p: 'private', d: 'direct', l: 'livechat' };

/** @returns undefined for a kind of room that the contract does not know */
export function captureRoom(room: IRoom): Room | undefined {
  const type = TYPES[room.type];
  if (!type) return undefined;
  return {
    id: room.id,
    // Rocket.Chat has one type for both; only the number of people tells them apart.
    type: type === 'direct' && (room.userIds?.length ?? 0) > 2 ? 'group' : type,
    name: name(room.displayName ?? room.slugifiedName),
    ...(room.parentRoom && { parentId: room.parentRoom.id }),
    ...(isEncrypted(room) && { encrypted: true }),
  };
}

/** Among what the server's converter does not map (app/apps/server/converters/rooms.js). */
export function isEncrypted(room: IRoom & { _unmappedProperties_?: { encrypted?: boolean } }): boolean {
  return room._unmappedProperties_?.encrypted === true;
}
