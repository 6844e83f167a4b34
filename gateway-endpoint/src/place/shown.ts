import { type Attachment, type Bot, type Message, withoutQuoteLinks } from '@rocketchat-openclaw/shared';
import { fileLabel, label, withoutMarks } from './label.ts';
import { speakerOf } from './name-of.ts';

/** The author's words. If the quotation is an attachment, the link by which the client quotes is left out. */
export function ownWords({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
  return attachments ? withoutQuoteLinks(text) : text;
}

/** A line that begins like ours, which tell the agent what is quoted and attached. */
const OUR_MARK = /(?<=^|[\v\f\u0085])([ \t]*)\[(?=(?:quotes|attachment|file)\b)/gim;

/** Escapes lines of the author that look like ours. */
export const withoutOurMarks = (text: string): string => text.replace(OUR_MARK, '$1(');

/** The whole message as the agent reads it: its author's words, then quotations and attachments. */
export function allWords(message: Pick<Message, 'text' | 'attachments'>, bot: Bot): string {
  return [withoutOurMarks(ownWords(message)), ...shownIn(message, bot)].filter((part) => part.trim() !== '').join('\n');
}

/**
 * The attachments of a message: a line says what each is and whose words follow, and each line of those words stands
 * behind a `>`, so that none passes for the author's own.
 */
export function shownIn({ attachments }: Pick<Message, 'attachments'>, bot: Bot): string[] {
  return (attachments ?? []).map((each) => linesOf(each, bot).join('\n'));
}

function linesOf(shown: Attachment, bot: Bot): string[] {
  const { text = '', fields = [], files = [], attachments = [] } = shown;
  const words = [
    ...(text === '' ? [] : withoutMarks(text).split(LINE_BREAK)),
    ...fields.map(({ title, value }) => [label(title), oneRow(value)].filter(Boolean).join(': ')),
    ...files.map((file) => `[file ${fileLabel(file.name)}]`),
    ...attachments.flatMap((each) => linesOf(each, bot)),
  ];
  return [headOf(shown, bot), ...words.map((line) => `> ${line}`)];
}

/** All that a renderer may take for the end of a line. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

const oneRow = (value: string): string => withoutMarks(value).split(LINE_BREAK).join(' ');

function headOf({ kind, author, editedBy, room, title = '' }: Attachment, bot: Bot): string {
  if (kind === 'withheld') return '[quotes a message that you may not read]';
  if (kind !== 'quotation') return title === '' ? '[attachment]' : `[attachment: ${label(title)}]`;
  const whose = author ? speakerOf(author, { editedBy }, bot) : 'somebody';
  return `[quotes ${whose}${room ? `, ${placeOf(room)}` : ''}]`;
}

function placeOf({ type, name, id }: NonNullable<Attachment['room']>): string {
  if (type === 'direct') return 'from a direct conversation';
  return `from ${label(name) === '' ? `room ${label(id)}` : `#${label(name)}`}`;
}
