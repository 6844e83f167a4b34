import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import { captureActor } from '../capture/actor.ts';
import { messageIdOf } from '../capture/event-id.ts';
import { timeOf } from '../capture/message.ts';
import { heardMessage } from '../capture/message-events.ts';
import { clock } from '../machine.ts';
import { readAsked } from '../memory/left-lately.ts';
import type { Memory } from '../memory/memory.ts';
import { addressed, remembering } from './addressed.ts';

const HOUR_MS = 60 * 60_000;
/** Nobody waits longer than this for an answer. */
const OPEN_FOR_MS = HOUR_MS;
/** Nothing waits longer for a gateway that is away. */
const ASKED_WITHIN_MS = 24 * HOUR_MS;

/**
 * Is this the answer to something that was said in the room before it was shut? The gateway names the event, and we
 * look for ourselves: a person said it to the bot, here, before; and the room has not been shut for long.
 */
export async function isAnswer(answers: string, room: IRoom, bot: Bot, memory: Memory, read: IRead): Promise<boolean> {
  const closed = await memory.closed.get(read);
  const shutAt = closed.since(room);
  const now = clock();
  if (shutAt === undefined || now - shutAt > OPEN_FOR_MS) return false;
  const at = await askedAt(answers, room, bot, memory, read);
  // A pause may have ended while the room was switched off: then the question came when the room was closed already.
  if (at === undefined || closed.wasClosed(room, at)) return false;
  return at < shutAt && now - at < ASKED_WITHIN_MS;
}

/** @returns undefined if no person said it to the bot in this room */
async function askedAt(
  answers: string,
  room: IRoom,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<number | undefined> {
  // The event of a message names it: its id is all that we keep of it.
  const messageId = messageIdOf(answers);
  if (messageId === undefined) return readAsked(answers, room.id, read);
  const message = await read.getMessageReader().getById(messageId);
  if (message?.room?.id !== room.id || captureActor(message.sender).type !== 'user') return undefined;
  // The words are those of the last edit, which may be the first one that mentions the bot.
  return (await mightAsk(message, bot, memory, read)) ? timeOf(message.editedAt ?? message.createdAt) : undefined;
}

async function mightAsk(message: IMessage, bot: Bot, memory: Memory, read: IRead): Promise<boolean> {
  if (message.sender.id === bot.id) return false;
  if ((await memory.egress.get(read)).scope === 'rooms') return true;
  const heard = heardMessage(message);
  const address = await addressed((await heard.unfold?.(read)) ?? heard, bot, remembering(memory, read));
  return address !== undefined;
}
