import { APP_ID } from '@rocketchat-openclaw/shared';
import { vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

export const BOT = 'openclaw.bot';

/** The servers of one cluster. A change on one must count on both. */
export interface Cluster {
  readonly one: Workspace;
  readonly two: Workspace;
}

/** A way to close a room for the agent, and to open it again. */
export interface Closing {
  readonly name: string;
  /** Nothing runs while the app is disabled: a killed process starts again without a word. */
  readonly isOff?: true;
  close(cluster: Cluster, room: string): Promise<unknown>;
  open(cluster: Cluster, room: string): Promise<unknown>;
}

export const CLOSINGS: readonly Closing[] = [
  {
    name: '[S20] the app is disabled',
    isOff: true,
    close: ({ one }) => one.app(APP_ID).disable(),
    open: ({ one }) => one.app(APP_ID).enable(),
  },
  {
    name: '[S23] the admin pauses it',
    close: ({ one }) => one.app(APP_ID).setSettings({ paused: true }),
    open: ({ one }) => one.app(APP_ID).setSettings({ paused: false }),
  },
  {
    name: '[S23] an owner of the room switches it off, and on again on the other server',
    close: ({ one }, room) => one.client('alice').command(`#${room}`, '/openclaw here off'),
    open: ({ two }, room) => two.client('alice').command(`#${room}`, '/openclaw here on'),
  },
  {
    name: '[S23] the room is taken off the list',
    close: ({ one }) => one.app(APP_ID).setSettings({ rooms: 'somewhere-else' }),
    open: ({ one }) => one.app(APP_ID).setSettings({ rooms: '' }),
  },
  {
    name: '[S22] [L11] the bot is banned, unbanned and invited again',
    async close({ one }, room) {
      await one.client('alice').ban(`#${room}`, BOT);
      await noted(one, room, 'lasts');
    },
    async open({ two }, room) {
      await two.client('alice').unban(`#${room}`, BOT);
      await two.client('alice').invite(`#${room}`, BOT);
      await noted(two, room, 'over');
    },
  },
];

/** A system message tells of a ban, and nobody waits until the app has heard it. */
async function noted({ store }: Workspace, room: string, what: 'lasts' | 'over'): Promise<void> {
  const rid = [...store.rooms.values()].find(({ name }) => name === room)?._id;
  const times = () =>
    [...store.persistence.values()]
      .filter(({ data }) => 'by' in data && data.by === 'banned' && 'roomId' in data && data.roomId === rid)
      .map(({ associations }) => associations.some(({ id }) => id.endsWith(`:${what}`)));
  await vi.waitFor(
    () => {
      // The app may hear of the unban and of the join at the same time, and each ends the ban.
      if (times().length === 0 || !times().every(Boolean)) throw new Error(`no ban of #${room} that is ${what}`);
    },
    { timeout: 10_000 },
  );
}
