import { Envelope, type Event, EventBatch } from '@rocketchat-openclaw/shared';
import { vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT } from './connected-workspace.ts';

/** Everything that the app has sent so far, in the order of the wire. */
export function eventsThatLeft({ outgoing }: Pick<Workspace, 'outgoing'>): Event[] {
  return outgoing.flatMap(({ body }) => {
    const { payload } = Envelope.parse(JSON.parse(body));
    return EventBatch.parse(JSON.parse(payload)).events;
  });
}

export interface Decision {
  readonly leaves: boolean;
  readonly why: string;
}

/** The app's log lines about a message, or about a room where there is none; oldest first. */
export function decisionsOf({ logs }: Pick<Workspace, 'logs'>, id: string): Decision[] {
  return logs.flatMap((line) => {
    const [, about, verb, why = ''] = /\begress (\S+) (leaves|stays): (\S+)/.exec(line) ?? [];
    return about === id ? [{ leaves: verb === 'leaves', why }] : [];
  });
}

let markers = 0;

/**
 * Says something that must leave and waits for it: whatever happened before had its chance, because nothing overtakes
 * anything on the way out.
 *
 * @param room where it may leave; by default the direct messages with the bot
 */
export async function everythingIsOut(workspace: Workspace, room = `@${BOT}`): Promise<void> {
  const { _id } = await workspace.client('bob').say(room, `@${BOT} marker ${++markers}`);
  await vi.waitFor(
    () => {
      const isOut = eventsThatLeft(workspace).some(
        (event) => event.type === 'message.sent' && event.message.id === _id,
      );
      if (!isOut) throw new Error('what was said last has not left yet');
      if (workspace.outgoing.some(({ endedAt }) => endedAt === undefined)) throw new Error('a push is under way');
    },
    { timeout: 30_000, interval: 10 },
  );
}
