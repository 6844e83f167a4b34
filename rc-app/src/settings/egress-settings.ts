import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors/ISettingRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { AppHello } from '@rocketchat-openclaw/shared';
import { SETTING } from './settings.ts';

/** The admin's settings for what is sent to OpenClaw. */
export type EgressSettings = AppHello['egress'];

/** Unknown values close: an unknown scope counts as the narrow one. */
export async function readEgressSettings(settings: ISettingRead): Promise<EgressSettings> {
  const read = (id: string): Promise<unknown> => settings.getValueById(id);
  const [paused, scope, rooms] = await Promise.all([SETTING.paused, SETTING.egressScope, SETTING.rooms].map(read));
  return {
    paused: paused === true || paused === 'true',
    scope: scope === 'rooms' ? 'rooms' : 'addressed',
    rooms: String(rooms ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  };
}

/** Names direct messages with the bot in the list of rooms: they have no name of their own. */
const DIRECT = 'direct';

/** Are direct messages on the list? */
export function isDirectListed(list: readonly string[]): boolean {
  return list.length === 0 || list.some((entry) => nameIn(entry) === DIRECT);
}

const nameIn = (entry: string): string => entry.replace(/^#/, '').toLowerCase();

/** Is the room on the list? An empty list allows all rooms. Names are compared as people see them, ids exactly. */
export function isListed(room: IRoom, list: readonly string[]): boolean {
  if (list.length === 0) return true;
  const isDirect = String(room.type) === 'd';
  const names = [room.slugifiedName, shownName(room)].filter(Boolean).map((name) => String(name).toLowerCase());
  return list.some((entry) => {
    if (entry === room.id) return true;
    const name = nameIn(entry);
    return isDirect ? name === DIRECT : names.includes(name);
  });
}

/**
 * The name that people see is no room's own: the person who starts a discussion chooses any, and a room whose name is taken gets
 * another one behind it (getValidRoomName.ts). It counts where it cannot be the name itself, because of its letters.
 */
function shownName({ slugifiedName, displayName, parentRoom }: IRoom): string | undefined {
  if (parentRoom || !displayName || /^[\w.-]+$/.test(displayName)) return slugifiedName;
  return displayName;
}
