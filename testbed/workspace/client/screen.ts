import type { IUIActionButton } from '@rocket.chat/apps-engine/definition/ui/index.js';
import { findSubscription, findUserByName, type Store } from '../store/store.ts';
import type { Stream } from '../stream.ts';
import { type Button, type Interaction, openContextualBar, type View } from './contextual-bar.ts';
import { findRoom } from './room-calls.ts';
import { openSession } from './session.ts';

/** A person in front of the web client, with what apps show beside the room (ActionManager.ts, UiKitContextualBar.tsx). */
export interface Screen {
  /** Types a line such as `/openclaw panel` in a room. */
  type(room: string, line: string): Promise<void>;
  /** The buttons of apps in the menu of a room, by their `actionId`, as far as this person's client shows them. */
  roomButtons(room: string): Promise<string[]>;
  /** Presses one of these, whether it is shown or not: a client of one's own may do that. */
  pressRoomButton(room: string, appId: string, actionId: string): Promise<void>;
  /** Clicks a button in the bar. Throws if there is none with this `actionId`. @param value instead of the button's own */
  press(actionId: string, value?: string): Promise<void>;
  /** The words of the bar, and its buttons by their `actionId`. Undefined where none is open. */
  bar(): { readonly words: string; readonly buttons: readonly string[] } | undefined;
  /** Closes the bar, which the app hears. */
  closeBar(): Promise<void>;
  /** Stops listening. */
  end(): void;
}

interface Parts {
  readonly url: string;
  readonly store: Store;
  readonly stream: Stream;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export function openScreen({ url, store, stream, clock }: Parts, username: string): Screen {
  const session = openSession(url, username);
  const bar = openContextualBar(clock);

  const end = stream.subscribe((event) => {
    if (event.type === 'interaction' && event.user === username) bar.show(event.interaction as Interaction);
  });

  async function interact(appId: string, interaction: object): Promise<void> {
    const { userId, authToken } = await session.login();
    const response = await fetch(`${url}/api/apps/ui.interaction/${appId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': authToken, 'x-user-id': userId },
      body: JSON.stringify({ ...interaction, triggerId: bar.newTrigger() }),
    });
    bar.show((await response.json()) as Interaction);
  }

  return {
    async type(room, line) {
      const [command = '', ...words] = line.replace(/^\//, '').split(' ');
      const { _id: roomId } = await findRoom(session, room);
      await session.call('POST', 'commands.run', {
        roomId,
        command,
        params: words.join(' '),
        triggerId: bar.newTrigger(),
      });
    },
    async roomButtons(room) {
      const { _id } = await findRoom(session, room);
      const buttons = (await (await fetch(`${url}/api/apps/actionButtons`)).json()) as IUIActionButton[];
      const own = new Set(findUserByName(store, username)?.roles ?? []);
      const uid = findUserByName(store, username)?._id ?? '';
      const there = new Set(findSubscription(store, _id, uid)?.roles ?? []);
      const mayPress = ({ when }: IUIActionButton) =>
        when?.hasOneRole?.some((role) => own.has(role) || there.has(role));
      return buttons
        .filter((each) => each.context === 'roomAction' && (mayPress(each) ?? true))
        .map(({ actionId }) => actionId);
    },
    async pressRoomButton(room, appId, actionId) {
      const { _id: rid } = await findRoom(session, room);
      await interact(appId, { type: 'actionButton', rid, actionId, payload: { context: 'roomAction' } });
    },
    async press(actionId, value) {
      const view = bar.view();
      const block = view?.blocks.find(({ elements = [] }) => elements.some((each) => each.actionId === actionId));
      const button = block?.elements?.find((each) => each.actionId === actionId);
      if (!view || !block?.appId || !button) throw new Error(`the bar of ${username} has no button ${actionId}`);
      // Without `rid`: only the newest clients name the room of a view, and nothing compares it.
      await interact(block.appId, {
        type: 'blockAction',
        actionId,
        container: { type: 'view', id: view.id },
        payload: { blockId: block.blockId, value: value ?? button.value },
      });
    },
    bar() {
      const view = bar.view();
      return view && { words: wordsOf(view), buttons: buttonsOf(view).map((each) => each.actionId) };
    },
    async closeBar() {
      const view = bar.view();
      if (!view) throw new Error(`${username} has no open bar`);
      bar.close();
      await interact(view.appId, { type: 'viewClosed', payload: { viewId: view.id, view, isCleared: true } });
    },
    end,
  };
}

const buttonsOf = ({ blocks }: View): Button[] =>
  blocks.flatMap(({ elements = [] }) => elements.filter(({ type }) => type === 'button'));

const wordsOf = (view: View): string =>
  [view.title.text, ...view.blocks.flatMap(({ text }) => text?.text ?? [])].join('\n');
