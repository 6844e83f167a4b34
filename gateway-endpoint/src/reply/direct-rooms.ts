import type { AppClient } from '../app-client/client.ts';

/** The direct rooms of people. Opening one twice gives the same room, so knowing it only saves time. */
export interface DirectRooms {
  learn(userId: string, roomId: string): void;
  /** The direct room was deleted: the next message opens another one. */
  forget(userId: string): void;
  /** @param key of the message for which it is opened */
  roomOf(userId: string, key: string, client: AppClient, signal: AbortSignal | undefined): Promise<string>;
}

export function openDirectRooms(): DirectRooms {
  const known = new Map<string, string>();
  return {
    learn: (userId, roomId) => void known.set(userId, roomId),
    forget: (userId) => void known.delete(userId),
    async roomOf(userId, key, client, signal) {
      const remembered = known.get(userId);
      if (remembered) return remembered;
      const opening = { v: 1 as const, command: 'openDirect' as const, key: `${key}.open`, userIds: [userId] };
      const { room } = await client.call(opening, { signal });
      known.set(userId, room.id);
      return room.id;
    },
  };
}
