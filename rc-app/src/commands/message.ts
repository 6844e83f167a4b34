import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { Refusal } from '@rocketchat-openclaw/shared';
import { readAppUser } from '../memory/bot.ts';
import type { Commanded } from '../workspace/workspace.ts';

/** A message in the room that the command names. A message of another room counts as not found. */
export interface Meant {
  readonly roomId: string;
  readonly messageId: string;
}

/** @throws Refusal `message-not-found` */
export async function messageOf({ roomId, messageId }: Meant, read: IRead): Promise<IMessage> {
  const message = await read.getMessageReader().getById(messageId);
  if (message?.room?.id !== roomId) {
    throw new Refusal('message-not-found', `there is no message ${messageId} in room ${roomId}`);
  }
  return message;
}

/**
 * The server lets an app edit and delete anybody's message (bridges/messages.ts checks nothing), so we check it.
 *
 * @throws Refusal `message-not-found` or `not-own-message`
 */
export async function ownMessageOf(meant: Meant, read: IRead): Promise<{ message: IMessage; bot: IUser }> {
  const bot = await readAppUser(read);
  const message = await messageOf(meant, read);
  if (message.sender.id !== bot.id) {
    throw new Refusal('not-own-message', `message ${meant.messageId} is @${message.sender.username}'s, not the bot's`);
  }
  return { message, bot };
}

/**
 * We check it, because the server checks the length of posts but not of edits (updateMessage.ts).
 *
 * @throws Refusal `text-too-long`
 */
export async function assertFits(text: string, { memory }: Commanded, read: IRead): Promise<void> {
  const most = await memory.messageMaxChars.get(read);
  if (text.length > most) {
    throw new Refusal('text-too-long', `${text.length} characters, and this workspace takes messages of ${most}`);
  }
}
