import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { captureEditor } from '../capture/editor.ts';
import type { Heard } from '../capture/heard.ts';
import { addressed, remembering } from '../egress/addressed.ts';
import { answersAll } from '../egress/answers-all.ts';
import { type Told, tell } from '../hear/tell.ts';
import { clock } from '../machine.ts';
import type { Memory } from '../memory/memory.ts';
import { faultOf } from '../push/fault.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import { LACKS } from '../texts/faults.ts';
import type { Telling } from '../workspace/workspace.ts';
import { type HintOf, hintOf } from './hint-of.ts';

const HOUR_MS = 60 * 60_000;

/** Sends a message. If the agent was asked and does not get it, the app whispers the reason to the author. */
export async function tellMessage(heard: Heard, message: IMessage, telling: Telling, modify: IModify): Promise<void> {
  const told = await tell(heard, telling);
  await hint(heard, message, told, telling, modify).catch((error: unknown) => {
    telling.log.warn(`The author of ${heard.id} did not get the reason why there is no answer: ${faultOf(error)}`);
  });
}

async function hint(heard: Heard, message: IMessage, told: Told, telling: Telling, modify: IModify): Promise<void> {
  const { app, read } = telling;
  const person = whoAsks(message);
  if (!person) return;
  const faultBack = await faultBackOf(heard, told, telling);
  const why = hintOf(told, heard.id, person, { open: app.outbox.open(), faultBack });
  if (!why || !(await isAsked(heard, app.memory, read))) return;
  const { room, threadId } = heard;
  const now = clock();
  const place = { reason: why.reason, userId: person.id, roomId: room.id, threadId };
  if (!(await app.hinted.mayTell(place, sinceWhen(why, telling, now), now, telling))) return;
  await whisper(why.textIn(await wordsFor(person, read)), person, { room, threadId }, modify);
}

/**
 * Asked only for a message that has left: the others cost the server no question. A gateway whose commands fail since the
 * last hello has asked for another one, which is under way. It has the message now and shows that the bot is typing, if it
 * can: a fault may be over.
 */
async function faultBackOf(heard: Heard, told: Told, { app, read }: Telling): Promise<string | undefined> {
  if ('stays' in told || !told.delivered) return undefined;
  await app.greeting.over();
  const fault = await app.ways.faultNow(await app.memory.gatewayHello.get(read));
  if (fault) return fault.why;
  const permission = await app.permissions.missing(read, heard.room.id);
  return permission && LACKS(permission);
}

/**
 * The person who typed these words and may wait for an answer.
 *
 * @returns undefined for bots, webhooks and bridges, and where somebody else has changed the message
 */
function whoAsks(message: IMessage): IUser | undefined {
  const { id, type, via } = captureEditor(message);
  return type === 'user' && !via && id === message.sender.id ? message.sender : undefined;
}

/**
 * Does the author of this message expect an answer from the agent? A prefix, `@all`, or an ordinary message in a room
 * where it answers everything counts only if the bot is a member.
 */
async function isAsked(heard: Heard, memory: Memory, read: IRead): Promise<boolean> {
  const bot = await memory.bot.get(read);
  const address = await addressed(heard, bot, remembering(memory, read));
  if (address?.isCalled) return true;
  if (!address && !(await answersAll(heard.room, memory, read))) return false;
  return (await memory.memberships.get(read)).has(heard.room.id);
}

/** A hint from before this time is given again. */
function sinceWhen({ once }: HintOf, { app }: Telling, now: number): number {
  if (once === 'ever') return Number.NEGATIVE_INFINITY;
  const open = app.outbox.open();
  return once === 'an-outage' && open ? app.hinted.firstIn(open.since, now) : now - HOUR_MS;
}
