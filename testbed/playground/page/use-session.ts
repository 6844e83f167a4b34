import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type Client, signIn } from './client.ts';
import type { About, Room } from './contract.ts';
import { rememberPerson } from './remembered-person.ts';
import type { Change, State } from './state.ts';

/** The person who is signed in. */
export interface Session {
  /** Does it as this person, and shows the fault if it fails. Nothing happens before the person is signed in. */
  attempt(action: (client: Client) => Promise<void>): Promise<void>;
  /** Fetches the messages of a room. */
  load(room: Room): Promise<void>;
  /** @param link of a file in this workspace */
  fileUrl(link: string): string;
}

/** Signs one person in at a time, and keeps the state up to date from the stream. */
export function useSession(me: string, about: About, state: State, dispatch: (change: Change) => void): Session {
  const client = useRef<Client | undefined>(undefined);
  const latest = useRef(state);
  latest.current = state;

  const attempt = useCallback(
    async (action: (client: Client) => Promise<void>) => {
      if (!client.current) return;
      try {
        await action(client.current);
        dispatch({ type: 'fault', fault: undefined });
      } catch (error) {
        dispatch({ type: 'fault', fault: error instanceof Error ? error.message : String(error) });
      }
    },
    [dispatch],
  );

  const load = useCallback(
    (room: Room) => attempt(async (as) => dispatch({ type: 'messages', messages: await as.history(room) })),
    [attempt, dispatch],
  );

  useEffect(() => {
    let gone = false;
    let endStream = () => {};
    rememberPerson(me);
    const refresh = () =>
      attempt(async (as) => {
        dispatch({ type: 'rooms', rooms: await as.rooms() });
        const { rooms, openRoom } = latest.current;
        const open = rooms.find(({ _id }) => _id === openRoom);
        if (open) await load(open);
      });
    const begin = async () => {
      const signedIn = await signIn(me);
      const direct = await signedIn.directRoomWith(about.bot);
      const rooms = await signedIn.rooms();
      if (gone) return;
      client.current = signedIn;
      const staying = rooms.find(({ _id, t }) => _id === latest.current.openRoom && t !== 'd') ?? direct;
      dispatch({ type: 'signed-in', me, rooms, openRoom: staying._id, now: Date.now() });
      // Messages between the answer and the stream are fetched when the stream is there.
      endStream = signedIn.listen((event) => dispatch({ type: 'heard', event, now: Date.now() }), refresh);
    };
    begin().catch((error: unknown) => dispatch({ type: 'fault', fault: String(error) }));
    return () => {
      gone = true;
      client.current = undefined;
      endStream();
    };
  }, [me, about, attempt, load, dispatch]);

  return { attempt, load, fileUrl: (link) => client.current?.fileUrl(link) ?? '' };
}
