import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Command, CommandAnswer } from '@rocketchat-openclaw/shared';
import { carryOut } from '../../../rc-app/src/commands/carry-out.ts';
import { noteBan } from '../../../rc-app/src/memory/bans.ts';
import type { Commanded, Workspace } from '../../../rc-app/src/workspace/workspace.ts';
import { persisting } from '../persisting.ts';
import { aMessage, aRoom, aUser, BOT } from '../server-objects.ts';

export const ROOM = aRoom({ id: 'R', userIds: [BOT.id, aUser().id] } as Partial<IRoom>);
export const OWN = aMessage({ id: 'own', room: ROOM, sender: aUser({ ...BOT }) });
export const THEIRS = aMessage({ id: 'theirs', room: ROOM });
export const ELSEWHERE = aMessage({ id: 'elsewhere', room: aRoom({ id: 'Other' }) });

interface Wanted {
  readonly rooms?: readonly IRoom[];
  readonly messages?: readonly IMessage[];
  readonly users?: readonly IUser[];
  /** The rooms that the bot is in. */
  readonly joined?: readonly string[];
  readonly paused?: boolean;
  /** The admin's list of rooms. */
  readonly listed?: readonly string[];
  readonly mostChars?: number;
  /** Was everything said in a closed time? */
  readonly saidClosed?: boolean;
  /** The id that the server gives to a new message, if it gives one. */
  readonly posted?: unknown;
}

/** A workspace as commands see it. `done` has what was asked of the server, in its order. */
export function aRoomWith(wanted: Wanted = {}) {
  const { rooms = [ROOM], messages = [OWN, THEIRS, ELSEWHERE], users = [aUser(), aUser({ ...BOT })] } = wanted;
  const { joined = ['R'], paused = false, listed = [], mostChars = 100, saidClosed = false, posted = 'new' } = wanted;
  const { persistence, reader, all } = persisting();
  const done: object[] = [];
  const warnings: string[] = [];
  const debugged: string[] = [];
  const find = <T extends { id?: string }>(list: readonly T[], wantedId: string) =>
    list.find(({ id }) => id === wantedId);
  const always = <T>(value: T) => ({ get: async () => value, refresh: async () => value, forget: () => undefined });
  const read = {
    getPersistenceReader: () => reader,
    getMessageReader: () => ({ getById: async (id: string) => find(messages, id) }),
    getRoomReader: () => ({
      getById: async (id: string) => find(rooms, id),
      getByName: async (name: string) => rooms.find(({ slugifiedName }) => slugifiedName === name),
      getDirectByUsernames: async (names: readonly string[]) =>
        rooms.find(({ type, userIds = [] }) => String(type) === 'd' && userIds.length === names.length),
      getMembers: async () => users,
      getMessages: async () => [],
      getOwners: async () => [],
      getModerators: async () => [],
    }),
    getUserReader: () => ({
      getAppUser: async () => find(users, BOT.id),
      getById: async (id: string) => find(users, id),
      getByUsername: async (name: string) => users.find(({ username }) => username === name),
      getUserRoomIds: async () => [],
    }),
  };
  const edit = () => {
    const fields: Record<string, unknown> = {};
    const set = (name: string) => (value: unknown) => {
      fields[name] = value;
      return builder;
    };
    const builder = { fields, setText: set('text'), setBlocks: set('blocks') };
    return builder;
  };
  const modify = {
    getCreator: () => ({
      startMessage: (message: object) => ({ message }),
      startRoom: () => {
        const room: Record<string, unknown> = {};
        const set = (name: string) => (value: unknown) => {
          room[name] = value;
          return builder;
        };
        const builder = {
          room,
          setType: set('type'),
          setCreator: set('creator'),
          setMembersToBeAddedByUsernames: set('members'),
        };
        return builder;
      },
      async finish(made: { message: object } | { room: object }) {
        done.push(made);
        return posted;
      },
    }),
    getUpdater: () => ({
      message: async (id: string, editor: IUser) => ({ ...edit(), id, editor: editor.id }),
      finish: async ({ fields }: { fields: object }) => void done.push({ edited: fields }),
      getMessageUpdater: () => ({
        addReaction: async (...given: string[]) => void done.push({ added: given }),
        removeReaction: async (...given: string[]) => void done.push({ removed: given }),
      }),
    }),
    getDeleter: () => ({
      deleteMessage: async ({ id }: IMessage, by: IUser) => void done.push({ deleted: id, by: by.id }),
    }),
    getNotifier: () => ({
      typing: async (where: object) => {
        done.push({ typing: where });
        return async () => void done.push({ ended: where });
      },
      getMessageBuilder: () => {
        const message: Record<string, unknown> = {};
        const set = (name: string) => (value: unknown) => {
          message[name] = value;
          return builder;
        };
        const builder = {
          setRoom: set('room'),
          setText: set('text'),
          setThreadId: set('threadId'),
          getMessage: () => message,
        };
        return builder;
      },
      notifyUser: async ({ id }: IUser, message: { room: IRoom }) =>
        void done.push({ whispered: id, ...message, room: message.room.id }),
    }),
  };
  const app = {
    memory: {
      bot: always(BOT),
      egress: always({ paused, scope: 'addressed', rooms: listed }),
      memberships: always(new Set(joined)),
      closed: always({ now: () => undefined, wasSaidWhileClosed: () => saidClosed }),
      messageMaxChars: always(mostChars),
      gatewayHello: always(undefined),
    },
    bounds: { enter: () => () => undefined, newDirect: () => void done.push({ counted: 'a new direct room' }) },
    getLogger: () => ({
      debug: (line: string) => void debugged.push(line),
      warn: (line: string) => void warnings.push(line),
      info: () => undefined,
    }),
  } as unknown as Commanded;
  const workspace = { read, modify, persistence, http: {} } as unknown as Workspace;

  let keys = 0;
  /** Carries a command out, as the gateway would give it. */
  function asked(command: Omit<Command, 'v' | 'key'> & { readonly key?: string; readonly [field: string]: unknown }) {
    const whole = { v: 1, key: `k${keys++}`, ...command } as unknown as Command;
    return carryOut(whole, workspace, app);
  }
  const ban = (roomId: string, userId: string) => noteBan(roomId, userId, persistence);
  return { asked, done, warnings, debugged, workspace, app, rows: all, ban };
}

/** The code of a refusal, or its reason where it has one; undefined where there was none. */
export function refusalIn(answer: CommandAnswer): string | undefined {
  return answer.ok ? undefined : (answer.error.reason ?? answer.error.code);
}
