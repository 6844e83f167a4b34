import type { Message, Room } from './contract.ts';
import type { Change, State } from './state.ts';
import { type Action, clickOf, type Interaction, submissionOf } from './uikit.ts';
import type { Session } from './use-session.ts';

/** Everything that a person does on the page. */
export interface WorkspaceActions {
  openRoom(room: Room): void;
  openDirect(username: string): void;
  /** @param root the id of its first message; nothing closes it */
  openThread(root: string | undefined): void;
  say(text: string, thread?: string): void;
  react(message: Message, emoji: string): void;
  edit(message: Message, text: string): void;
  remove(message: Message): void;
  upload(file: File, caption: string, thread?: string): void;
  /** Resolves when the app has answered. */
  click(message: Message, action: Action, value: string | undefined): Promise<void>;
  /** Sends the open form. It closes when the app has taken it, and otherwise stays with the app's errors. */
  sendForm(values: Readonly<Record<string, string>>): Promise<void>;
  closeForm(): void;
}

type Needs = Pick<Session, 'attempt' | 'load'> & {
  readonly state: State;
  readonly dispatch: (change: Change) => void;
};

export function workspaceActions({ attempt, load, state, dispatch }: Needs): WorkspaceActions {
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
