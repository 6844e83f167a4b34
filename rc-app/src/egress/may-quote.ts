import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Bot } from '@rocketchat-openclaw/shared';
import { saidWhen } from '../capture/message.ts';
import type { Memory } from '../memory/memory.ts';
import { whyClosed } from './closed.ts';
import { isMember } from './let-in.ts';

/** The place and the author of a quotation. */
export interface QuotedIn {
  readonly roomId: string;
  /** The account in whose name the quoting message stands. */
  readonly askerId: string;
}

/**
 * May a quotation leave with the message that quotes it? A message that may not leave from its own room may not leave as a
 * quotation either. The person who quotes must be able to read it, because clients may name any message. Whether somebody
 * may look into a public channel without joining it depends on teams and roles, which apps cannot see.
 */
export async function mayQuote(
  quoted: IMessage,
  { roomId, askerId }: QuotedIn,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<boolean> {
  const { room, type } = quoted;
  // The server's own messages and encrypted ones have nothing to quote.
  if (type) return false;
  const closed = await memory.closed.refresh(read);
  if (closed.wasSaidWhileClosed(room, saidWhen(quoted, 0))) return false;
  if (room.id === roomId) return true;
  return (await whyClosed(room, bot, memory, read, closed)) === undefined && (await isMember(askerId, room, read));
}
