import { randomUUID } from 'node:crypto';
import type { Client, FormView } from '../client-interface.ts';
import { messageOf } from './message-calls.ts';
import { findRoom } from './room-calls.ts';
import type { Session } from './session.ts';

type AppCalls = Pick<Client, 'command' | 'click' | 'submit' | 'interact'>;

/** Calls that an app hears: slash commands, clicks and forms. */
export function appCalls(url: string, session: Session): AppCalls {
  const interact: AppCalls['interact'] = async (appId, interaction) => {
    const { userId, authToken } = await session.login();
    return fetch(`${url}/api/apps/ui.interaction/${appId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': authToken, 'x-user-id': userId },
      body: JSON.stringify(interaction),
    });
  };
  return {
    interact,
    async command(room, line, { threadId } = {}) {
      const [command = '', ...words] = line.replace(/^\//, '').split(' ');
      const { _id } = await findRoom(session, room);
      const place = { roomId: _id, ...(threadId && { tmid: threadId }) };
      await session.call('POST', 'commands.run', { ...place, command, params: words.join(' ') });
    },
    async click(appId, messageId, actionId, value) {
      const { rid, blocks = [] } = await messageOf(session, messageId);
      const place = { mid: messageId, rid, container: { type: 'message', id: messageId } };
      const payload = { blockId: blockIdOf(blocks, actionId), value };
      return interact(appId, { ...place, type: 'blockAction', actionId, triggerId: randomUUID(), payload });
    },
    async submit(appId, view, values) {
      const payload = { view: { ...view, state: stateOf(view, values) } };
      return interact(appId, { type: 'viewSubmit', viewId: view.id, triggerId: randomUUID(), payload });
    },
  };
}

interface Field {
  readonly blockId?: string;
  readonly elements?: readonly { readonly actionId?: string }[];
  readonly element?: { readonly actionId?: string };
}

function blockIdOf(blocks: readonly unknown[], actionId: string): string | undefined {
  const has = ({ elements = [], element }: Field) => [...elements, element].some((each) => each?.actionId === actionId);
  return (blocks as readonly Field[]).find(has)?.blockId;
}

/** As clients group it: by block, and in a block by field. */
function stateOf({ blocks }: FormView, values: Record<string, string>): object {
  const state: Record<string, Record<string, string>> = {};
  for (const [actionId, value] of Object.entries(values)) {
    const blockId = blockIdOf(blocks, actionId) ?? '';
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}
