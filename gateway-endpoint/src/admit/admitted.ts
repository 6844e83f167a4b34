import { Bot, Event, Instant } from '@rocketchat-openclaw/shared';
import * as z from 'zod/mini';

/** An event as it waits on disk, with the bot's own user of that moment: an admin may rename it later. */
export const Admitted = z.strictObject({
  event: Event,
  bot: Bot,
  /** When an operator asked for another attempt after it had been given up. */
  retriedAt: z.optional(Instant),
  /** It was deleted while it waited: it is still handled in its turn, without any effect. */
  takenBack: z.optional(z.literal(true)),
  /** Messages that waited behind this one, of the same person, and are answered with it (`collect`). */
  joined: z.optional(z.array(Event)),
});
export type Admitted = z.infer<typeof Admitted>;

/** Everything that happens in one room, or in one thread of it, waits in one lane and is handled in order. */
export function laneOf({ event }: Admitted): string {
  switch (event.type) {
    case 'app.hello':
      return 'app';
    case 'view.submitted':
    case 'room.joined':
    case 'room.left':
    case 'gap':
      return laneIn(event.room.id, undefined);
    case 'command.invoked':
      return laneIn(event.room.id, event.threadId);
    case 'message.sent':
    case 'message.updated':
    case 'message.deleted':
    case 'reaction.added':
    case 'reaction.removed':
    case 'action.clicked':
      return laneIn(event.room.id, event.message?.threadId);
  }
}

export function laneIn(roomId: string, threadId: string | undefined): string {
  // A room's id may hold the colon too.
  const room = roomId.replace(/[%:]/g, encodeURIComponent);
  return threadId ? `${room}:${threadId}` : room;
}

/** The reverse of `laneIn`. */
export function readLane(lane: string): { readonly roomId: string; readonly threadId?: string } {
  const end = lane.indexOf(':');
  const room = end < 0 ? lane : lane.slice(0, end);
  const roomId = room.replace(/%(?:25|3A)/g, decodeURIComponent);
  return { roomId, ...(end >= 0 && { threadId: lane.slice(end + 1) }) };
}
