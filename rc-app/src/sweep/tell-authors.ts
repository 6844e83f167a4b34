import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { EventOf } from '@rocketchat-openclaw/shared';
import { directRoomWith } from '../commands/open-direct.ts';
import { maySpeakFirst } from '../egress/may-write.ts';
import { deadReason } from '../hints/hint-of.ts';
import type { DeadLetter } from '../outbox/row.ts';
import type { Rows } from '../outbox/rows.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Telling } from '../workspace/workspace.ts';

const A_DAY_MS = 24 * 60 * 60_000;
/** While this recent, the author is probably online. Later nobody would see a whisper. */
const STILL_THERE_MS = 10 * 60_000;

type Said = EventOf<'message.sent'> | EventOf<'message.updated'>;

/** Tells the author of each message that is given up, once. */
export async function tellAuthors(rows: Rows, now: number, telling: Telling, modify: IModify): Promise<void> {
  const letters = (await rows.dead()).filter(({ diedAt }) => now - diedAt < A_DAY_MS);
  for (const letter of letters) {
    const said = asked(letter);
    if (said) await tellAuthor(said, now, telling, modify);
  }
}

/** The message, if a person wrote it to the agent. */
function asked({ event, weight }: DeadLetter): Said | undefined {
  if (weight !== 'addressed' || (event.type !== 'message.sent' && event.type !== 'message.updated')) return undefined;
  const { type, via, id } = event.actor;
  const isOthers = event.type === 'message.updated' && event.authorId !== id;
  return type === 'user' && !via && !isOthers ? event : undefined;
}

async function tellAuthor({ room, actor, message, at }: Said, now: number, telling: Telling, modify: IModify) {
  const { app, read } = telling;
  const person: IUser | undefined = await read.getUserReader().getById(actor.id);
  const place = await read.getRoomReader().getById(room.id);
  if (!person || !place) return;
  const { id, threadId } = message;
  const hint = { reason: deadReason(id), userId: actor.id, roomId: room.id, threadId };
  if (!(await app.hinted.mayTell(hint, Number.NEGATIVE_INFINITY, now, telling))) return;
  const { UNANSWERED } = await wordsFor(person, read);
  const isThere = now - at < STILL_THERE_MS;
  if (isThere || maySpeakFirst(1, await app.memory.egress.get(read))) {
    return whisper(UNANSWERED.notSent, person, { room: place, threadId }, modify);
  }
  const direct = await directRoomWith([person], { read, modify });
  const text = UNANSWERED.neverSent(room.type === 'direct' ? undefined : room.name);
  await modify.getCreator().finish(modify.getCreator().startMessage().setRoom(direct).setText(text));
}
