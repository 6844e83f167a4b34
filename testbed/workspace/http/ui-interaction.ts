import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import { json, type RequestHandler } from 'express';
import { convertMessage } from '../convert/convert-message.ts';
import { convertRoom } from '../convert/convert-room.ts';
import { convertUser } from '../convert/convert-user.ts';
import type { Server } from '../server.ts';
import { findCaller } from './authenticate.ts';

type Given = Record<string, unknown>;

// Fields of a client's interaction that go to the app, by its type; the place where it happened is looked up below.
const FIELDS: Record<string, readonly string[]> = {
  blockAction: ['type', 'container', 'actionId', 'triggerId', 'payload'],
  actionButton: ['type', 'actionId', 'triggerId', 'payload'],
  viewSubmit: ['type', 'actionId', 'triggerId', 'payload'],
  viewClosed: ['type', 'actionId', 'payload'],
};

// The engine names the event by an enum; its value is the name of the interface.
interface Listeners {
  executeListener(event: 'IUIKitInteractionHandler', data: object): Promise<unknown>;
}

/** `POST /api/apps/ui.interaction/:appId`: clicks and views, awaited (ee/server/apps/communication/uikit.ts). */
export function uiInteractionRoutes(server: Server, manager: () => AppManager): RequestHandler<{ appId: string }>[] {
  const interact: RequestHandler<{ appId: string }> = async (request, response) => {
    const caller = findCaller(server, request);
    if (!caller) {
      response.status(401).send({ status: 'error', message: 'You must be logged in to do this.' });
      return;
    }
    const given = (request.body ?? {}) as Given;
    const fields = FIELDS[String(given['type'])];
    if (!fields) {
      response.status(400).send({ error: 'Unknown action' });
      return;
    }
    const own = Object.fromEntries(fields.map((name) => [name, given[name]]));
    const action = { ...own, ...placeOf(server, given), appId: request.params.appId, user: convertUser(caller) };
    try {
      const listeners = manager().getListenerManager() as unknown as Listeners;
      response.send(await listeners.executeListener('IUIKitInteractionHandler', action));
    } catch (error) {
      response.status(500).send({ error: error instanceof Error ? error.message : error });
    }
  };
  return [json(), interact];
}

/** Views happen nowhere: clients send `rid` and `mid` with clicks alone. */
function placeOf({ store }: Server, { rid, mid }: Given): object {
  const room = store.rooms.get(String(rid));
  const message = store.messages.get(String(mid));
  return {
    ...(room && { room: convertRoom(store, room) }),
    ...(message && { message: convertMessage(store, message) }),
  };
}
