import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { type Attachment, type Bot, LIMITS, messageIdIn, withoutQuoteLinks } from '@rocketchat-openclaw/shared';
import { captureAlert } from '../capture/alert.ts';
import { captureAuthor } from '../capture/author.ts';
import { captureBlocks } from '../capture/blocks.ts';
import { isOfFile } from '../capture/captions.ts';
import { withLongText } from '../capture/long-text.ts';
import { captureMessage } from '../capture/message.ts';
import { captureRoom } from '../capture/room.ts';
import type { Showing } from '../capture/showing.ts';
import { withinBudget } from '../capture/within-budget.ts';
import { clock } from '../machine.ts';
import type { Memory } from '../memory/memory.ts';
import { mayQuote, type QuotedIn } from './may-quote.ts';

/** How a quotation is looked up, and how often in all. */
export interface Looking {
  readonly bot: Bot;
  readonly memory: Memory;
  readonly read: IRead;
  lookUps: number;
}

/**
 * The attachments of a message. A client may attach any words in anybody's name, so a quotation is looked up: the event
 * has the real words and the real author, if they may leave at all.
 */
export async function captureAttachments(message: Showing, where: QuotedIn, looking: Looking): Promise<Attachment[]> {
  const found = await captureLevel(message, where, looking, LIMITS.quotationDepth);
  return withinBudget(found, LIMITS.textChars - Math.min((message.text ?? '').length, LIMITS.textChars / 2));
}

async function captureLevel(message: Showing, where: QuotedIn, looking: Looking, depth: number): Promise<Attachment[]> {
  const found: Attachment[] = [];
  const quoted = new Set<string | undefined>();
  for (const attachment of (message.attachments ?? []).filter((each) => !isOfFile(each)).slice(0, LIMITS.attachments)) {
    // An alert may contain such a link as well.
    const messageId = messageIdIn(attachment.timestampLink ?? '');
    // A client may have forged the attachment that the server makes for a link.
    if (messageId !== undefined && quoted.has(messageId)) continue;
    quoted.add(messageId);
    const told = messageId ? await captureQuotation(messageId, where, looking, depth) : captureAlert(attachment);
    if (told) found.push(told);
  }
  const blocks = captureBlocks(message.blocks, message.text ?? '');
  return (blocks ? [...found, blocks] : found).slice(0, LIMITS.attachments);
}

/** As many as the gateway takes of a message. */
const MOST_FILES = 8;
const WITHHELD: Attachment = { kind: 'withheld' };

async function captureQuotation(
  messageId: string,
  where: QuotedIn,
  looking: Looking,
  depth: number,
): Promise<Attachment> {
  const { bot, memory, read } = looking;
  if (looking.lookUps <= 0) return WITHHELD;
  looking.lookUps -= 1;
  const found: IMessage | undefined = await read.getMessageReader().getById(messageId);
  if (!found?.room) return WITHHELD;
  if (!(await mayQuote(found, where, bot, memory, read))) return WITHHELD;
  const quoted = await withLongText(found, read);
  const author = captureAuthor(quoted);
  const { text, files, editedBy } = captureMessage({ ...quoted, id: messageId }, author, bot, clock());
  const room = quoted.room.id === where.roomId ? undefined : captureRoom(quoted.room);
  const attachments = depth > 1 ? await captureLevel(quoted, where, looking, depth - 1) : [];
  const words = withoutQuoteLinks(text);
  return {
    kind: 'quotation',
    messageId,
    // The agent learns who is quoted, and not which roles they have.
    author: { ...author, roles: [] },
    ...(editedBy && { editedBy }),
    ...(room && { room }),
    ...(words.trim() !== '' && { text: words }),
    ...(files.length > 0 && { files: files.slice(0, MOST_FILES) }),
    ...(attachments.length > 0 && { attachments }),
  };
}
