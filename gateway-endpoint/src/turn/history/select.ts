import type { EventOf } from '@rocketchat-openclaw/shared';
import type { HistoryEntry } from 'openclaw/plugin-sdk/reply-history';
import type { Admitted } from '../../admit/admitted.ts';
import { fileLabel } from '../../place/label.ts';
import { speakerOf } from '../../place/name-of.ts';
import { allWords } from '../../place/shown.ts';
import type { Past } from './recalling.ts';

type Message = EventOf<'message.sent'>['message'];

interface Selection {
  /** The messages that start the turn, oldest first. */
  readonly messages: readonly [Message, ...Message[]];
  /** When the last message that this session has seen was written; undefined for a new session. */
  readonly since: number | undefined;
  readonly botId: string;
}

/** Oldest first: older than the question, newer than the last one, and of this place only. */
export function select(past: Past, { messages, since, botId }: Selection): Past {
  const [{ threadId }] = messages;
  const until = lastOf(messages);
  const ids = new Set(messages.map(({ id }) => id));
  return past
    .filter(({ message: each }) => !ids.has(each.id) && each.createdAt <= until)
    .filter(({ message: each }) => belongs(each, threadId))
    .filter(({ message: each, actor }) => since === undefined || (each.createdAt > since && actor.id !== botId))
    .filter(({ message: each }) => each.text.trim() !== '' || each.files.length > 0 || each.attachments)
    .toSorted((one, other) => one.message.createdAt - other.message.createdAt);
}

/** When the last of them got its words. */
export const lastOf = (messages: readonly Message[]): number =>
  Math.max(...messages.map(({ createdAt, editedAt }) => editedAt ?? createdAt));

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
