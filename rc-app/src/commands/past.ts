import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { Bot, CommandResult } from '@rocketchat-openclaw/shared';
import { captureAuthor, captureRawAuthor } from '../capture/author.ts';
import { longTextIn, withLongText } from '../capture/long-text.ts';
import { captureMessage } from '../capture/message.ts';
import { clock } from '../sandbox.ts';

type Past = CommandResult<'history'>['messages'];

/** Each of them brings a file through the pipe between server and sandbox. */
const MOST_LONG_TEXTS = 20;

/** Messages of the past as the contract has them, with the words that lie in files: the latest of those, where they are many. */
export async function tellPast(oldestFirst: readonly (IMessage | IMessageRaw)[], bot: Bot, read: IRead): Promise<Past> {
  const long = new Set(oldestFirst.filter(longTextIn).slice(-MOST_LONG_TEXTS));
  const past: Past = [];
  for (const message of oldestFirst) {
    const told = long.has(message) ? await withLongText(message, read) : message;
    const { id } = told;
    if (!id) continue;
    const actor = 'room' in told ? captureAuthor(told) : captureRawAuthor(told);
    past.push({ message: captureMessage({ ...told, id }, actor, bot, clock()), actor });
  }
  return past;
}
