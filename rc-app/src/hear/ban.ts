import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { heardMembership } from '../capture/membership.ts';
import { clock } from '../machine.ts';
import { forgetBan, noteBan } from '../memory/bans.ts';
import { beginClosed, endClosed } from '../memory/closed-time-rows.ts';
import { endVisit } from '../memory/visits.ts';
import type { Telling } from '../workspace/workspace.ts';
import { tell } from './tell.ts';

/**
 * The server calls no leave hook for a ban, and banned users stay in its lists (banUserFromRoom.ts). Only a system
 * message shows it; its text is the name of the banned user.
 */
export async function hearBan(message: IMessage, telling: Telling): Promise<void> {
  const type = String(message.type);
  if (type !== 'user-banned' && type !== 'user-unbanned') return;
  const { room, text = '' } = message;
  const { app, read, persistence } = telling;
  const isBanned = type === 'user-banned';
  const bot = await app.memory.bot.refresh(read);
  const person: IUser | undefined = await read.getUserReader().getByUsername(text);
  if (text === bot.username || person?.id === bot.id) await banBot(isBanned, message, telling);
  if (person) await (isBanned ? noteBan : forgetBan)(room.id, person.id, persistence);
}

/** Unbanned, the bot is no member yet: somebody has to invite it again. */
async function banBot(isBanned: boolean, { room, sender }: IMessage, telling: Telling): Promise<void> {
  const { memberships } = telling.app.memory;
  if (!isBanned) await endClosed('banned', clock(), telling, { roomId: room.id });
  else await beginClosed({ by: 'banned', roomId: room.id, from: clock() }, telling);
  memberships.forget();
  // Earlier mentions there no longer count after the ban has ended.
  if (isBanned) await endVisit(room.id, telling.persistence);
  if (isBanned) await tell(heardMembership('room.left', room, sender, clock()), telling);
}
