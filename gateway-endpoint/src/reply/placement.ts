import { AppCallError } from '../app-client/client.ts';
import type { Place } from '../place/place.ts';

/** The place of one message: its thread, and where the app does not find that, the room. */
export interface Placement {
  place(): Place;
  within<T>(act: (place: Place) => Promise<T>): Promise<T>;
}

export function openPlacement(wanted: Place): Placement {
  let place = wanted;
  return {
    place: () => place,
    within: (act) =>
      act(place).catch((error: unknown) => {
        if (!isNoThread(error) || !place.threadId) throw error;
        // The thread's root was deleted, or the model invented the id: post to the room instead.
        place = { roomId: place.roomId };
        return act(place);
      }),
  };
}

const isNoThread = (error: unknown): boolean => error instanceof AppCallError && error.code === 'thread-not-in-room';
