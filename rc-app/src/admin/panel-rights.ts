import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { isLetIn } from '../egress/let-in.ts';
import type { Words } from '../texts/words.ts';
import { maySwitch } from './switch-here.ts';

/** A person with their words, and a room as their client names it. */
export interface Asking {
  readonly by: IUser;
  readonly room: IRoom | undefined;
  readonly words: Words;
}

/** As they are now: a panel may stay open for days. */
export interface Rights {
  /** May see and do what the other words of `/openclaw` let admins see and do. */
  readonly isAdmin: boolean;
  /** The room, if they may switch the bot on and off there. */
  readonly room: IRoom | undefined;
}

export async function rightsOf({ by, room }: Pick<Asking, 'by' | 'room'>, read: IRead): Promise<Rights> {
  const isAdmin = by.roles?.includes('admin') ?? false;
  // The server looks a room up for any client that names it, as `/openclaw` is not: also for a stranger to it.
  const isTheirs = room !== undefined && (await isLetIn(by.id, room, read)) && (await maySwitch(room, by, read));
  return { isAdmin, room: isTheirs ? room : undefined };
}
