import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Bot } from '@rocketchat-openclaw/shared';
import { saidWhen } from '../capture/message.ts';
import type { Memory } from '../memory/memory.ts';
import { whyClosed } from './closed.ts';
import { isMember } from './let-in.ts';

/** Where something is quoted, and by whom. */
export interface QuotedIn {
  readonly roomId: string;
  /** The account in whose name the quoting message stands. */
  readonly askerId: string;
}

/**
 * May what is quoted leave with the message that quotes it? What stays in the workspace where it was said stays there as a
 * quotation, too; and nobody has us read for them what they cannot read themselves: clients may name any message. Whether
 * somebody may look into a public channel without joining it depends on teams and roles, which no app is told.
 */
export async function mayQuote(
  quoted: IMessage,
  { roomId, askerId }: QuotedIn,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<boolean> {
  const { room, type } = quoted;
  // Of the server's own messages and of encrypted ones there is nothing to quote.
  if (type) return false;
  const closed = await memory.closed.refresh(read);
  if (closed.wasSaidWhileClosed(room, saidWhen(quoted, 0))) return false;
  if (room.id === roomId) return true;
  return (await whyClosed(room, bot, memory, read)) === undefined && (await isMember(askerId, room, read));
}
