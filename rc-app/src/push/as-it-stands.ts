import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Event } from '@rocketchat-openclaw/shared';
import { timeOf } from '../capture/message.ts';
import { heardEdit, heardMessage } from '../capture/message-events.ts';
import { isTakenBack } from '../egress/egress.ts';
import { clock, pause } from '../machine.ts';
import type { Standing, Words } from '../outbox/stand.ts';
import type { Commanded } from '../workspace/workspace.ts';
import { judgeWhole, wholeEvent } from './whole.ts';

/** Bounded, because the events behind it wait. */
const MOST_MS = 2_000;

/**
 * Reads how a message that had to wait stands now. The hook of an edit or a deletion may never have come: no process was
 * alive, or the new words are not for the bot. A message that cannot be read in time leaves as it waits.
 */
export function asItStands(
  waiting: Words,
  app: Commanded,
  read: IRead,
  enough: Promise<void> = pause(MOST_MS),
): Promise<Standing> {
  return Promise.race([look(waiting, app, read), enough.then((): Standing => ({ is: 'same' }))]);
}

async function look(waiting: Words, app: Commanded, read: IRead): Promise<Standing> {
  try {
    const message = await read.getMessageReader().getById(waiting.message.id);
    if (!message || isRemoved(message)) return { is: 'gone' };
    const { editedAt = 0 } = waiting.message;
    if ((timeOf(message.editedAt) ?? 0) <= editedAt) return { is: 'same' };
    return await edited(message, waiting, app, read);
  } catch {
    return { is: 'same' };
  }
}

async function edited(message: IMessage, waiting: Words, app: Commanded, read: IRead): Promise<Standing> {
  const bot = await app.memory.bot.get(read);
  const { heard, egress } = await judgeWhole(heardMessage(message), bot, app.memory, read);
  if (!egress.leaves) return { is: isTakenBack(egress.why) ? 'gone' : 'same' };
  const again = (await judgeWhole(heardEdit(message), bot, app.memory, read)).heard;
  const [event, edit] = [heard.write(bot, clock()), again.write(bot, clock())];
  // A further edit comes as an event of its own, or has come already.
  if (waiting.type !== 'message.sent' || event?.type !== 'message.sent' || !edit) return { is: 'same' };
  const whole = async <E extends Event>(each: E) => wholeEvent(each, heard, bot, app.memory, read);
  return { is: 'changed', event: await whole({ ...event, id: waiting.id, at: waiting.at }), edit: await whole(edit) };
}

/** `Message_ShowDeletedStatus` leaves a message behind that says only that it was one (deleteMessage.ts). */
const isRemoved = ({ type }: IMessage): boolean => String(type) === 'rm';
