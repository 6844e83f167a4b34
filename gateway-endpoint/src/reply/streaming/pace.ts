/** Time as an argument. */
export interface Clockwork {
  readonly clock: () => number;
  /** Rejects when its signal is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Makes edits one after another, the next in a room not before `intervalMs` after the end of the last: counted from
 * the end, because the server sees an edit when it arrives and not when it is sent.
 *
 * @returns undefined where the signal was aborted before it was this edit's turn
 */
export type Pace = <T>(
  edit: () => Promise<T>,
  at: { readonly roomId: string; readonly intervalMs: number; readonly signal?: AbortSignal | undefined },
) => Promise<T | undefined>;

interface Room {
  lastEnd: number;
  waiting: number;
  tail: Promise<unknown>;
}

export function openPace({ clock, pause }: Clockwork): Pace {
  const rooms = new Map<string, Room>();

  async function isDue(room: Room, intervalMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const wait = room.lastEnd + intervalMs - clock();
    if (wait > 0 && !signal?.aborted) await pause(wait, signal).catch(() => undefined);
    return !signal?.aborted;
  }

  /** A room without edits is forgotten. */
  function forget(intervalMs: number): void {
    for (const [id, { waiting, lastEnd }] of rooms) {
      if (waiting === 0 && lastEnd + intervalMs <= clock()) rooms.delete(id);
    }
  }

  return async (edit, { roomId, intervalMs, signal }) => {
    forget(intervalMs);
    const room = rooms.get(roomId) ?? { lastEnd: Number.NEGATIVE_INFINITY, waiting: 0, tail: Promise.resolve() };
    rooms.set(roomId, room);
    room.waiting += 1;
    const made = room.tail.then(async () => {
      if (!(await isDue(room, intervalMs, signal))) return undefined;
      return edit().finally(() => {
        room.lastEnd = clock();
      });
    });
    room.tail = made
      .catch(() => undefined)
      .finally(() => {
        room.waiting -= 1;
      });
    return made;
  };
}
