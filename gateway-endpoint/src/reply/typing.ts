import { createTypingKeepaliveLoop } from 'openclaw/plugin-sdk/channel-outbound';
import { answering } from '../app-client/answering.ts';
import type { AppClient } from '../app-client/client.ts';

/** The typing indicator of one turn, or of a message that waits. */
export interface Typing {
  /** Shows it until the end of the turn. May be called repeatedly. */
  start(): Promise<void>;
  /** The turn is over. */
  stop(): Promise<void>;
}

/** The indicator of a room or a thread, and all for whom it is shown there. */
interface Shown {
  readonly wanted: Set<Place>;
  readonly renewal: ReturnType<typeof createTypingKeepaliveLoop>;
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
 * so that a slow `on` cannot arrive after the `off`. All turns and messages of a room or thread share its indicator: a
 * hundred that wait cost no more commands than one.
 *
 * @param newKey a key per command: unlike a post, an indicator must have its effect every time
 */
export function openTyping(client: AppClient, newKey: () => string): TypingIn {
  const rooms = new Map<string, { turns: number; tail: Promise<unknown> }>();
  const places = new Map<string, Shown>();

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
    let isOn = false;
    return {
      async start() {
        if (isOn) return;
        isOn = true;
        const said = show(place);
        count(place.roomId, 1);
        await said;
      },
      async stop() {
        if (!isOn) return;
        isOn = false;
        leave(place);
        if (count(place.roomId, -1) > 0) return;
        await say(place, false).finally(() => forget(place.roomId));
      },
    };
  };

  async function show(place: Place): Promise<void> {
    const shown = places.get(nameOf(place));
    if (shown) return void shown.wanted.add(place);
    const wanted = new Set([place]);
    const renew = async () => {
      for (const each of [...wanted].slice(0, 1)) await say(each, true).catch(() => undefined);
    };
    const renewal = createTypingKeepaliveLoop({ intervalMs: RENEWED_MS, onTick: renew });
    places.set(nameOf(place), { wanted, renewal });
    renewal.start();
    await say(place, true);
  }

  function leave(place: Place): void {
    const shown = places.get(nameOf(place));
    shown?.wanted.delete(place);
    if (!shown || shown.wanted.size > 0) return;
    shown.renewal.stop();
    places.delete(nameOf(place));
  }

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

const nameOf = ({ roomId, threadId = '' }: Place): string => JSON.stringify([roomId, threadId]);

/** For accounts that show none. */
export const NO_TYPING: Typing = { start: async () => undefined, stop: async () => undefined };
