import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Heard } from '../capture/heard.ts';
import { type Told, tell } from '../hear/tell.ts';
import { clock } from '../machine.ts';
import { faultOf } from '../push/fault.ts';
import { whisper } from '../server/whisper.ts';
import type { Telling } from '../workspace/workspace.ts';
import { type HintOf, hintOf } from './hint-of.ts';
import { isAsked } from './is-asked.ts';
import { whoAsks } from './who-asks.ts';

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
  const why = person && hintOf(told, heard.id, person, app.outbox.open());
  if (!why || !(await isAsked(heard, app.memory, read))) return;
  const { room, threadId } = heard;
  const now = clock();
  const place = { reason: why.reason, userId: person.id, roomId: room.id, threadId };
  if (!(await app.hinted.mayTell(place, sinceWhen(why, telling, now), now, telling))) return;
  await whisper(why.text, person, { room, threadId }, modify);
}

/** A hint from before this time is given again. */
function sinceWhen({ once }: HintOf, { app }: Telling, now: number): number {
  if (once === 'ever') return Number.NEGATIVE_INFINITY;
  const open = app.outbox.open();
  return once === 'an-outage' && open ? app.hinted.firstIn(open.since, now) : now - HOUR_MS;
}
