import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { type Client, signIn } from './client.ts';
import type { About, Message, Room } from './contract.ts';
import { change, emptyState, type State } from './state.ts';
import { type Action, clickOf, type Interaction, submissionOf } from './uikit.ts';

export interface Workspace {
  readonly state: State;
  readonly me: string;
  becomePerson(username: string): void;
  openRoom(room: Room): void;
  openDirect(username: string): void;
  /** @param root the id of its first message; nothing closes it */
  openThread(root: string | undefined): void;
  say(text: string, thread?: string): void;
  react(message: Message, emoji: string): void;
  edit(message: Message, text: string): void;
  remove(message: Message): void;
  upload(file: File, caption: string, thread?: string): void;
  /** @param link of a file in this workspace */
  fileUrl(link: string): string;
  /** Resolves when the app has answered. */
  click(message: Message, action: Action, value: string | undefined): Promise<void>;
  /** Sends what was entered into the open form. It goes when the app has taken it, and stays with what is wrong. */
  sendForm(values: Readonly<Record<string, string>>): Promise<void>;
  closeForm(): void;
}

const REMEMBERED = 'playground-person';

/** Signs one person in at a time, keeps the state, and turns what the person does into calls. */
export function useWorkspace(about: About): Workspace {
  const [me, setMe] = useState(() => rememberedPerson(about));
  const [state, dispatch] = useReducer(change, Date.now(), emptyState);
  const client = useRef<Client | undefined>(undefined);
  const latest = useRef(state);
  latest.current = state;

  const attempt = useCallback(async (action: (client: Client) => Promise<void>) => {
    if (!client.current) return;
    try {
      await action(client.current);
      dispatch({ type: 'fault', fault: undefined });
    } catch (error) {
      dispatch({ type: 'fault', fault: error instanceof Error ? error.message : String(error) });
    }
  }, []);

  const load = useCallback(
    (room: Room) => attempt(async (as) => dispatch({ type: 'messages', messages: await as.history(room) })),
    [attempt],
  );

  useEffect(() => {
    let gone = false;
    let endStream = () => {};
    remember(me);
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
      // Whatever was said between the answer and the stream is asked for again when the stream is there.
      endStream = signedIn.listen((event) => dispatch({ type: 'heard', event, now: Date.now() }), refresh);
    };
    begin().catch((error: unknown) => dispatch({ type: 'fault', fault: String(error) }));
    return () => {
      gone = true;
      client.current = undefined;
      endStream();
    };
  }, [me, about, attempt, load]);

  const openRoom = (room: Room) => {
    dispatch({ type: 'opened-room', room: room._id, now: Date.now() });
    void load(room);
  };
  const trigger = () => {
    const id = crypto.randomUUID();
    dispatch({ type: 'triggered', trigger: id, now: Date.now() });
    return id;
  };
  const heed = (interaction: Interaction | undefined) => {
    if (interaction) dispatch({ type: 'interacted', interaction, now: Date.now() });
  };
  return {
    state,
    me,
    becomePerson: setMe,
    openRoom,
    openDirect: (username) =>
      void attempt(async (as) => {
        const room = await as.directRoomWith(username);
        dispatch({ type: 'rooms', rooms: await as.rooms() });
        openRoom(room);
      }),
    openThread(root) {
      dispatch({ type: 'opened-thread', thread: root });
      if (root) void attempt(async (as) => dispatch({ type: 'messages', messages: await as.thread(root) }));
    },
    say: (text, thread) =>
      void attempt(async (as) => {
        if (!state.openRoom) return;
        // As in Rocket.Chat: a line that begins with a slash and a word is for an app and is not said.
        if (/^\/\w/.test(text)) await as.command(state.openRoom, text, trigger(), thread);
        else await as.say(state.openRoom, text, thread);
      }),
    react: (message, emoji) => void attempt((as) => as.react(message._id, emoji)),
    edit: (message, text) => void attempt((as) => as.edit(message, text)),
    remove: (message) => void attempt((as) => as.remove(message)),
    upload: (file, caption, thread) =>
      void attempt(async (as) => {
        if (state.openRoom) await as.upload(state.openRoom, file, caption, thread);
      }),
    fileUrl: (link) => client.current?.fileUrl(link) ?? '',
    click: (message, action, value) =>
      attempt(async (as) => heed(await as.interact(action.appId, clickOf(message, action, value, trigger())))),
    sendForm: (values) =>
      attempt(async (as) => {
        if (!state.form) return;
        const { appId, view } = state.form;
        const answer = await as.interact(appId, submissionOf(view, values, trigger()));
        if (answer) heed(answer);
        else dispatch({ type: 'closed-form' });
      }),
    // Web clients tell the app of it (`viewClosed`); ours does not listen.
    closeForm: () => dispatch({ type: 'closed-form' }),
  };
}

/** A reload is the same person again; two tabs can be two people. */
function rememberedPerson({ people }: About): string {
  const wanted = location.hash.slice(1) || sessionStorage.getItem(REMEMBERED);
  return people.find(({ username }) => username === wanted)?.username ?? people[0]?.username ?? '';
}

function remember(username: string): void {
  sessionStorage.setItem(REMEMBERED, username);
  history.replaceState(null, '', `#${username}`);
}
