import { createTypingKeepaliveLoop } from 'openclaw/plugin-sdk/channel-outbound';
import { answering } from '../app-client/answering.ts';
import type { AppClient } from '../app-client/client.ts';

/** The typing indicator of one turn. */
export interface Typing {
  /** Shows it until the end of the turn. May be called repeatedly. */
  start(): Promise<void>;
  /** The turn is over. */
  stop(): Promise<void>;
}

export interface Place {
  readonly roomId: string;
  readonly threadId?: string | undefined;
  /** The event that is answered. */
  readonly answers?: string | undefined;
}

export type TypingIn = (place: Place) => Typing;

/** Clients drop an indicator after 15 s, and renew their own every 5 (apps/meteor/app/ui/client/lib/UserAction.ts). */
const RENEWED_MS = 5_000;

/**
 * The typing indicators of an account. Rocket.Chat knows one per room and user, so it goes out when the last turn there
 * is over. OpenClaw would end it a minute or two into a long turn; the turn knows better when it is over.
 *
 * Each command is tried once, because a late indicator is worse than none; those of a room go out one after another,
 * so that a slow `on` cannot arrive after the `off`.
 *
 * @param newKey a key per command: unlike a post, an indicator must have its effect every time
 */
export function openTyping(client: AppClient, newKey: () => string): TypingIn {
  const rooms = new Map<string, { turns: number; tail: Promise<unknown> }>();

  function say({ roomId, threadId, answers }: Place, on: boolean): Promise<void> {
    const room = rooms.get(roomId) ?? { turns: 0, tail: Promise.resolve() };
    rooms.set(roomId, room);
    const where = threadId ? { roomId, threadId } : { roomId };
    const said = room.tail.then(() =>
      answering(client, answers).call({ v: 1, command: 'typing', key: newKey(), ...where, on }, { attempts: 1 }),
    );
    room.tail = said.catch(() => undefined);
    return said.then(() => undefined);
  }

  return (place) => {
    const renewal = createTypingKeepaliveLoop({
      intervalMs: RENEWED_MS,
      onTick: () => say(place, true).catch(() => undefined),
    });
    let isOn = false;
    return {
      async start() {
        if (isOn) return;
        isOn = true;
        renewal.start();
        const said = say(place, true);
        count(place.roomId, 1);
        await said;
      },
      async stop() {
        if (!isOn) return;
        isOn = false;
        renewal.stop();
        if (count(place.roomId, -1) > 0) return;
        await say(place, false).finally(() => forget(place.roomId));
      },
    };
  };

  function count(roomId: string, by: number): number {
    const room = rooms.get(roomId);
    if (!room) return 0;
    room.turns += by;
    return room.turns;
  }

  function forget(roomId: string): void {
    if (rooms.get(roomId)?.turns === 0) rooms.delete(roomId);
  }
}

/** For accounts that show none. */
export const NO_TYPING: Typing = { start: async () => undefined, stop: async () => undefined };
