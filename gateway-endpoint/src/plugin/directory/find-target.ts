import type { Actor, Room } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import {
  type Lookup,
  peopleAround,
  personCalled,
  personWithId,
  roomCalled,
  roomsLike,
  roomWithId,
} from '../../app-client/lookup.ts';
import { label } from '../../place/label.ts';
import { handleOf } from '../../place/name-of.ts';
import { type Named, type Target, writeTarget } from '../../place/target.ts';
import { TARGET } from '../../texts/operators.ts';
import { nearest } from './nearest.ts';

interface Found {
  readonly target: Target;
  /** For the log: the found target, and others that the text could mean. */
  readonly display: string;
}

/**
 * Finds the room or person that a name means in the workspace of an account.
 *
 * @throws Error if nothing has the name, with similar names, or if several things have it, with their ids
 * @throws AppCallError
 */
export type FindTarget = (wanted: Named, cfg: OpenClawConfig, accountId: string | null | undefined) => Promise<Found>;

/**
 * @param lookupIn how to ask the workspace of an account
 * @param say takes a sentence for the log if an id did not show what it names
 */
export function findTargetVia(
  lookupIn: (cfg: OpenClawConfig, accountId: string | null | undefined) => Lookup,
  say: (sentence: string) => void,
): FindTarget {
  return async (wanted, cfg, accountId) => {
    const lookup = lookupIn(cfg, accountId);
    if ('roomName' in wanted) return asRoom(await findRoom(wanted.roomName, lookup));
    if ('username' in wanted) return asPerson(await findPerson(wanted.username, lookup));
    const found = await findBare(wanted.bare, lookup);
    say(`the target ${JSON.stringify(wanted.bare)} is taken for ${writeTarget(found.target)}: ${found.display}`);
    return found;
  };
}

async function findRoom(name: string, lookup: Lookup): Promise<Room> {
  const room = (await roomCalled(name, lookup)) ?? (await roomShownAs(name, lookup));
  if (room) return room;
  throw new Error(TARGET.unknownRoom(label(name), await similarRooms(name, lookup)));
}

/** A room may be shown under another name than its unique one, and several rooms may be shown under the same name. */
async function roomShownAs(name: string, lookup: Lookup): Promise<Room | undefined> {
  const shown = (await roomsLike(name, lookup)).filter((each) => isSame(each.name, name));
  if (shown.length > 1) throw ambiguous(`#${name}`, shown.map(targetOfRoom));
  return shown[0];
}

async function similarRooms(name: string, lookup: Lookup): Promise<string[]> {
  const [alike, all] = await Promise.all([roomsLike(name, lookup), roomsLike('', lookup)]);
  return nearest(name, [...alike, ...all], nameOfRoom).map(targetOfRoom);
}

async function similarPeople(name: string, lookup: Lookup): Promise<string[]> {
  const around = await peopleAround(lookup);
  return nearest(name, around, ({ username }) => username).map(targetOfPerson);
}

async function findPerson(username: string, lookup: Lookup): Promise<Actor> {
  const person = await personCalled(username, lookup);
  if (person) return person;
  throw new Error(TARGET.unknownPerson(label(username), await similarPeople(username, lookup)));
}

/** An id or a name without a sign. An id of a person counts before one of a room, and the result says which it is. */
async function findBare(bare: string, lookup: Lookup): Promise<Found> {
  const person = await personWithId(bare, lookup);
  if (person) return asPerson(person, ` (the person with this id; write ${writeTarget({ roomId: bare })} for a room)`);
  const room = await roomWithId(bare, lookup);
  if (room) return asRoom(room, ' (the room with this id)');
  const [namesake, called] = await Promise.all([personCalled(bare, lookup), roomCalled(bare, lookup)]);
  if (namesake && called) throw ambiguous(bare, [targetOfRoom(called), targetOfPerson(namesake)]);
  if (namesake) return asPerson(namesake);
  const shown = called ?? (await roomShownAs(bare, lookup));
  if (shown) return asRoom(shown);
  const similar = await Promise.all([similarRooms(bare, lookup), similarPeople(bare, lookup)]);
  throw new Error(TARGET.unknown(label(bare), similar.flat()));
}

function asRoom(room: Room, note = ''): Found {
  return { target: { roomId: room.id }, display: `#${label(nameOfRoom(room))}${note}` };
}

function asPerson(person: Actor, note = ''): Found {
  return { target: { userId: person.id }, display: `${handleOf(person)}${note}` };
}

function ambiguous(wanted: string, meant: readonly string[]): Error {
  return new Error(TARGET.ambiguous(label(wanted), meant));
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const nameOfRoom = ({ name }: Room): string => name;
const targetOfRoom = ({ id, name }: Room): string => `#${label(name)} (${writeTarget({ roomId: id })})`;
const targetOfPerson = (person: Actor): string => `${handleOf(person)} (${writeTarget({ userId: person.id })})`;
