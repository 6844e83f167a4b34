import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { clock } from '../machine.ts';
import { beginClosed, endClosed } from '../memory/closed-time-rows.ts';
import { wordsFor, wordsForAll } from '../server/words-for.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** `/openclaw here on|off`: stored by the app, and said aloud in the room, so that everyone knows. */
export async function switchHere(
  on: boolean,
  room: IRoom,
  by: IUser,
  { read, modify, persistence }: Workspace,
): Promise<string> {
  const { HERE } = await wordsFor(by, read);
  if (!(await maySwitch(room, by, read))) return HERE.ownersOnly;
  if (on) await endClosed('switched-off', clock(), { read, persistence }, { roomId: room.id });
  else await beginClosed({ by: 'switched-off', roomId: room.id, from: clock() }, { read, persistence });
  const { announceOn, announceOff } = (await wordsForAll(read)).HERE;
  const says = on ? announceOn(by.username) : announceOff(by.username);
  await modify.getCreator().finish(modify.getCreator().startMessage().setRoom(room).setText(says));
  return on ? HERE.isOn : HERE.isOff;
}

/** In a direct room each of its people may; elsewhere its owners, and admins. */
export async function maySwitch(room: IRoom, by: IUser, read: IRead): Promise<boolean> {
  if (by.roles?.includes('admin')) return true;
  if (String(room.type) === 'd') return room.userIds?.includes(by.id) ?? false;
  const owners = await read.getRoomReader().getOwners(room.id);
  return owners?.some((owner) => owner.id === by.id) ?? false;
}
