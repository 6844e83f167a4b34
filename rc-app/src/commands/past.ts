import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { CommandResult } from '@rocketchat-openclaw/shared';
import { captureAuthor, captureRawAuthor } from '../capture/author.ts';
import { longTextIn, withLongText } from '../capture/long-text.ts';
import { captureMessage } from '../capture/message.ts';
import { shows } from '../capture/showing.ts';
import { captureAttachments, type Looking } from '../egress/attachments.ts';
import { clock } from '../machine.ts';
import { messageAsKnown, takes } from '../workspace/as-known.ts';
import type { Commanded } from '../workspace/workspace.ts';

type Past = CommandResult<'history'>['messages'];

/** Each of them sends a file through the pipe between server and sandbox. */
const MOST_LONG_TEXTS = 20;

/** Quotations that are looked up for one answer, each by a call to the server. */
const MOST_QUOTATIONS = 50;

/** Messages of the past in the contract's form, the latest first, with words from files and with quotations. */
export async function tellPast(
  oldestFirst: readonly (IMessage | IMessageRaw)[],
  { memory }: Pick<Commanded, 'memory'>,
  read: IRead,
): Promise<Past> {
  const bot = await memory.bot.get(read);
  const hello = await memory.gatewayHello.get(read);
  const long = new Set(oldestFirst.filter(longTextIn).slice(-MOST_LONG_TEXTS));
  const looking: Looking = { bot, memory, read, lookUps: MOST_QUOTATIONS };
  const past: Past = [];
  for (const message of oldestFirst.toReversed()) {
    const told = long.has(message) ? await withLongText(message, read) : message;
    const { id } = told;
    if (!id) continue;
    const actor = 'room' in told ? captureAuthor(told) : captureRawAuthor(told);
    const captured = captureMessage({ ...told, id }, actor, bot, clock());
    const attachments =
      takes('attachments', hello) && shows(told) ? await captureAttachments(told, placeOf(told), looking) : [];
    const whole = { ...captured, ...(attachments.length > 0 && { attachments }) };
    past.push({ message: messageAsKnown(whole, hello), actor });
  }
  return past.reverse();
}

function placeOf(message: IMessage | IMessageRaw) {
  const { sender } = message;
  return {
    roomId: 'room' in message ? message.room.id : message.roomId,
    askerId: 'id' in sender ? sender.id : sender._id,
  };
}
