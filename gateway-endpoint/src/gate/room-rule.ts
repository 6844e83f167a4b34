import type { RoomConfig } from '../config/access-schema.ts';
import { type Activation, activationOf, type Policy } from '../config/policy.ts';

/** The configuration of one room: its own entry wins over the one for all rooms, and that over the account. */
export interface RoomRule extends Activation {
  /** true opens it under an allow list, false closes it under any policy. */
  readonly allow: boolean | undefined;
  readonly users: string[] | undefined;
  readonly tools: RoomConfig['tools'];
  readonly systemPrompt: string | undefined;
  readonly replyToMode: RoomConfig['replyToMode'];
}

export const ALL_ROOMS = '*';

/** @param idOf the id of the room that has this name now */
export function ruleOf(roomId: string, policy: Policy, idOf: (name: string) => string | undefined): RoomRule {
  const { rooms } = policy;
  const named = Object.keys(rooms).find((key) => isName(key) && idOf(key) === roomId);
  const own = rooms[roomId] ?? (named === undefined ? undefined : rooms[named]);
  const entry = { ...rooms[ALL_ROOMS], ...own };
  return {
    ...activationOf([own ?? {}, rooms[ALL_ROOMS] ?? {}, policy.activation]),
    allow: entry.allow,
    users: entry.users?.map(String),
    tools: entry.tools,
    systemPrompt: entry.systemPrompt,
    replyToMode: entry.replyToMode,
  };
}

/** Is there a list of open rooms? If not, the lists of people decide. */
export function listsRooms({ rooms }: Policy): boolean {
  return Object.values(rooms).some(({ allow }) => allow === true);
}

/** Must a room be listed here to be open? */
export const mustBeListed = (policy: Policy): boolean => policy.groupPolicy === 'allowlist' && listsRooms(policy);

/** May anybody be heard in it? Does not consider `groupPolicy: disabled`. */
export function isOpen({ allow }: Pick<RoomRule, 'allow'>, policy: Policy): boolean {
  return allow !== false && (allow === true || !mustBeListed(policy));
}

/** Rocket.Chat's ids: 17 letters and digits, or the first room of all. */
const ID = /^(?:[A-Za-z0-9]{17}|GENERAL)$/;

/**
 * A key that looks like an id is never a name: otherwise a person could name a room like the id of an open one. A room
 * that really has such a name is written with `#`.
 */
export const isName = (key: string): boolean => key !== ALL_ROOMS && !ID.test(key);
