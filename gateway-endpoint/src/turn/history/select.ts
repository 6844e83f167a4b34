import type { EventOf } from '@rocketchat-openclaw/shared';
import type { HistoryEntry } from 'openclaw/plugin-sdk/reply-history';
import type { Admitted } from '../../admit/admitted.ts';
import { fileLabel } from '../../place/label.ts';
import { speakerOf } from '../../place/name-of.ts';
import { allWords } from '../../place/shown.ts';
import type { Past } from './recalling.ts';

interface Selection {
  /** The message that starts the turn. */
  readonly message: EventOf<'message.sent'>['message'];
  /** When the last message that this session has seen was written; undefined for a new session. */
  readonly since: number | undefined;
  readonly botId: string;
}

/** Oldest first: older than the question, newer than the last one, and of this place only. */
export function select(past: Past, { message, since, botId }: Selection): Past {
  const until = message.editedAt ?? message.createdAt;
  return past
    .filter(({ message: each }) => each.id !== message.id && each.createdAt <= until)
    .filter(({ message: each }) => belongs(each, message.threadId))
    .filter(({ message: each, actor }) => since === undefined || (each.createdAt > since && actor.id !== botId))
    .filter(({ message: each }) => each.text.trim() !== '' || each.files.length > 0 || each.attachments)
    .toSorted((one, other) => one.message.createdAt - other.message.createdAt);
}

/** A reply in a thread belongs to that thread's session and not to the room's. */
function belongs(each: Past[number]['message'], threadId: string | undefined): boolean {
  return each.threadId === threadId || (threadId !== undefined && each.id === threadId);
}

export function toEntry({ message, actor }: Past[number], bot: Admitted['bot']): HistoryEntry {
  const files = message.files.map((file) => `[file ${fileLabel(file.name)}]`);
  return {
    sender: speakerOf(actor, message, bot),
    body: [allWords(message, bot), ...files].filter((part) => part.trim() !== '').join('\n'),
    timestamp: message.createdAt,
    messageId: message.id,
  };
}
